using Nvr.Core;
using Nvr.Core.Media;
using Nvr.Core.Time;

namespace Nvr.Rtsp.Session;

/// <summary>
/// One playing session with one camera. Opened on any thread; then <see cref="Drain"/> belongs to the one pump thread, and no
/// thread but that one works for the session: its sockets are never registered for notifications. Disposed after the last Drain.
/// </summary>
public sealed class RtspSession : IAsyncDisposable
{
    private RtspSession(IReadOnlyList<RtspTrack> tracks, IReadOnlyList<IgnoredTrack> ignored)
    {
        Tracks = tracks;
        Ignored = ignored;
    }

    /// <summary>One video track and at most one audio track; video comes first.</summary>
    public IReadOnlyList<RtspTrack> Tracks { get; }

    /// <summary>What the camera offers beyond <see cref="Tracks"/>, with reasons.</summary>
    public IReadOnlyList<IgnoredTrack> Ignored { get; }

    /// <summary>How media travels in fact; never Auto.</summary>
    public RtspTransportKind Transport { get; private init; } = RtspTransportKind.Tcp;

    /// <summary>SHA-256 of the camera's certificate in lower-case hexadecimal, to be pinned on first use; null without TLS.</summary>
    public string? CertificateSha256 { get; private init; }

    public RtspSessionStats Stats { get; private set; }

    /// <summary>Connects and plays. Throws <see cref="NvrException"/> with a sentence for the user, or on cancellation.</summary>
    public static Task<RtspSession> OpenAsync(RtspTarget target, RtspOptions options, BoxClock clock, CancellationToken cancel) =>
        throw new NvrException(ErrorKind.Unsupported, $"Cannot connect to {target} yet.");

    /// <summary>
    /// Reads all that has arrived and hands access units to the sink, before it returns. Never blocks; allocates nothing in steady
    /// state. Returns the bytes read. Throws <see cref="NvrException"/> when the session is over, and again on every later call.
    /// </summary>
    public int Drain(IAccessUnitSink sink)
    {
        Stats = Stats with { Reads = Stats.Reads + 1 };
        return 0;
    }

    /// <summary>Tells the camera (waiting at most a second for its answer) and closes.</summary>
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
