namespace Nvr.Adoption.Paths;

/// <summary>How politely a camera is asked.</summary>
public sealed record PathProbeOptions
{
    /// <summary>Paths that are tried at most.</summary>
    public int MaxTries { get; init; } = 20;

    /// <summary>Between two questions at first; each pause is half as long again as the one before, up to <see cref="LongestPause"/>.</summary>
    public TimeSpan FirstPause { get; init; } = TimeSpan.FromMilliseconds(100);

    public TimeSpan LongestPause { get; init; } = TimeSpan.FromSeconds(1);

    public TimeSpan ReplyTimeout { get; init; } = TimeSpan.FromSeconds(5);
}
