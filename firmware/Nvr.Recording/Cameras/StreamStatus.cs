using Nvr.Core;
using Nvr.Core.Media;
using Nvr.Core.Time;

namespace Nvr.Recording.Cameras;

/// <summary>What a stream does right now; a consistent snapshot.</summary>
public sealed record StreamStatus
{
    public required StreamKind Stream { get; init; }

    public required CameraState State { get; init; }

    /// <summary>The state in plain words, for the user.</summary>
    public required string Sentence { get; init; }

    /// <summary>What the user can do about it; null when nothing is needed.</summary>
    public string? NextStep { get; init; }

    /// <summary>The technical cause of the last failure.</summary>
    public string? Cause { get; init; }

    public UtcTime Since { get; init; }

    public UtcTime? LastFrame { get; init; }

    public IReadOnlyList<TrackFormat> Tracks { get; init; } = [];

    /// <summary>Averages over the last ten seconds or so.</summary>
    public double BitsPerSecond { get; init; }

    public double FramesPerSecond { get; init; }

    public long LostPackets { get; init; }

    /// <summary>Packets that arrived, over all connections; beside <see cref="LostPackets"/> they make the loss.</summary>
    public long ReceivedPackets { get; init; }

    /// <summary>How unevenly the picture's packets arrive in this connection: interarrival jitter (RFC 3550 section 6.4.1) in microseconds.</summary>
    public long JitterUs { get; init; }

    /// <summary>The longest time of late between two pictures at which decoding can begin; null before the third of a connection.</summary>
    public TimeSpan? KeyPictureDistance { get; init; }

    public long Connections { get; init; }
}
