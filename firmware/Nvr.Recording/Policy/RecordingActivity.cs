namespace Nvr.Recording.Policy;

/// <summary>What becomes of a stream's pictures at present.</summary>
internal enum RecordingActivity
{
    /// <summary>They are recorded, or would be if there were some.</summary>
    Recording,

    /// <summary>The last seconds are kept in memory.</summary>
    AwaitsEvent,

    /// <summary>They are let go of.</summary>
    SwitchedOff,
}
