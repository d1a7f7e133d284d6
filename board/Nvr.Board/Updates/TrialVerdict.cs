namespace Nvr.Board.Updates;

/// <summary>What becomes of a system that was just installed.</summary>
public enum TrialVerdict
{
    /// <summary>Neither is certain yet.</summary>
    Wait,

    /// <summary>All that worked before works.</summary>
    Good,

    /// <summary>It stays, since enough works; somebody has to look at the rest.</summary>
    Partly,

    /// <summary>The box goes back to the system before it.</summary>
    NotGood,
}
