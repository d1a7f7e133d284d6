namespace Nvr.Recording.Policy;

/// <summary>Which of a camera's pictures are worth the disk.</summary>
public enum RecordingMode
{
    /// <summary>All of them.</summary>
    Continuous,

    /// <summary>Those around events: from some seconds before the beginning to some after the end.</summary>
    Events,

    /// <summary>None. Live viewing goes on.</summary>
    Off,
}
