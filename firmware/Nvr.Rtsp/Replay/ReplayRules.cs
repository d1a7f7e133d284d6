namespace Nvr.Rtsp.Replay;

/// <summary>How patiently, and how gently, a recording is read. Immutable.</summary>
public sealed record ReplayRules
{
    /// <summary>So many bytes a second on average: what a camera can send of its card must not crowd out live footage.</summary>
    public long BytesPerSecond { get; init; } = 2_000_000;

    /// <summary>A replay that brings more than this is broken off.</summary>
    public long MostBytes { get; init; } = 2_000_000_000;

    /// <summary>A camera that sends nothing for so long is done.</summary>
    public TimeSpan Silence { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Pictures without a time that are bearable.</summary>
    public int MostClockless { get; init; } = 25;
}
