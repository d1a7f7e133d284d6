namespace Nvr.Adoption.Events;

/// <summary>What became of a message.</summary>
internal enum GateAnswer
{
    Passed,

    /// <summary>It says what is known.</summary>
    Repeated,

    /// <summary>The device tells too much.</summary>
    Dropped,
}
