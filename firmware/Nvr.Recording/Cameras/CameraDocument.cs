using Nvr.Recording.Policy;
using Nvr.Recording.Watching;

namespace Nvr.Recording.Cameras;

/// <summary>The settings file of the cameras.</summary>
public sealed record CameraDocument
{
    public int Version { get; init; } = 1;

    /// <summary>In the order in which they were added.</summary>
    public required IReadOnlyList<CameraRecord> Cameras { get; init; }

    /// <summary>Whether this can have been written: each camera is there, once, with a name, addresses that can be called, and rules that can be followed.</summary>
    public bool Holds() =>
        Cameras.All(c => c is { Settings.Name.Length: > 0 } && IsCallable(c.Settings.MainUrl) && IsCallable(c.Settings.SubUrl ?? c.Settings.MainUrl))
        && Cameras.All(c => c.Settings.Recording is not { } policy || PolicyRules.Holds(policy))
        && Cameras.All(c => c.Settings.Motion is not { } motion || MotionRules.Holds(motion))
        && Cameras.DistinctBy(c => c.Id).Count() == Cameras.Count;

    private static bool IsCallable(Uri url) => url is { IsAbsoluteUri: true, Scheme: "rtsp" or "rtsps" };
}
