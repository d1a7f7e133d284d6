using Nvr.Core;
using Nvr.Core.Media;
using Nvr.Core.Time;
using Nvr.Rtsp.Rtp;
using Nvr.Rtsp.Connection;
using Nvr.Rtsp.Replay;

namespace Nvr.Rtsp.Session;

/// <summary>
/// One playing session with one camera. Opened on any thread; then <see cref="Drain"/> belongs to the one pump thread, and no
/// thread but that one works for the session: its sockets are never registered for notifications. Disposed after the last Drain.
/// </summary>
public sealed class RtspSession : IAsyncDisposable
{
    private const long UpkeepIntervalUs = 500_000;

    // Over UDP nothing but replies and the camera's goodbye come on the control connection.
    private const long ControlIntervalUs = 1_000_000;

    // Servers that loop or reconfigure say goodbye and go on a moment later.
    private const long GoodbyeUs = 3_000_000;

    private readonly RtspDialogue dialogue;
    private readonly MediaPath path;
    private readonly RtspTrack[] tracks;
    private readonly KeepAlive keepAlive;
    private readonly ReceiverReports reports;
    private readonly InterleavedIntake interleaved;
    private readonly DatagramIntake? datagrams;
    private readonly TrackAlignment? alignment;
    private readonly BoxClock clock;
    private long playingUs;
    private long controlDueUs;
    private long upkeepDueUs;
    private NvrException? over;
    private bool released;

    internal RtspSession(RtspDialogue dialogue, MediaPath path, RtspTrack[] tracks, KeepAlive keepAlive, BoxClock clock)
    {
        this.dialogue = dialogue;
        this.path = path;
        this.tracks = tracks;
        this.keepAlive = keepAlive;
        this.clock = clock;
        playingUs = clock.MonotonicUs;
        reports = new ReceiverReports(dialogue.Channel, tracks, path.Ports, path.Channels);
        interleaved = new InterleavedIntake(dialogue, path.Channels, tracks, keepAlive);
        alignment = tracks.Length == 2 ? new TrackAlignment(tracks[0].Receiver, tracks[1].Receiver) : null;
        datagrams = path.Ports.Count > 0 ? new DatagramIntake(tracks, path.Ports) : null;
    }

    /// <summary>One video track and at most one audio track, video first; where something else is wanted, that one alone.</summary>
    public IReadOnlyList<RtspTrack> Tracks => tracks;

    /// <summary>What the camera offers beyond <see cref="Tracks"/>, with reasons.</summary>
    public IReadOnlyList<IgnoredTrack> Ignored { get; internal init; } = [];

    /// <summary>How media travels in fact; never Auto.</summary>
    public RtspTransportKind Transport => path.Kind;

    /// <summary>SHA-256 of the camera's certificate in lower-case hexadecimal, to be pinned on first use; null without TLS.</summary>
    public string? CertificateSha256 { get; internal init; }

    /// <summary>May be read from any thread, each figure for itself.</summary>
    public RtspSessionStats Stats => new()
    {
        BytesReceived = dialogue.Channel.BytesRead + (datagrams?.BytesRead ?? 0),
        PacketsReceived = interleaved.Packets + (datagrams?.Packets ?? 0),
        PacketsLost = tracks.Sum(t => t.Stats.Lost),
        Reads = dialogue.Channel.Reads + (datagrams?.Reads ?? 0),
        GarbageBytes = dialogue.Channel.GarbageBytes,
        ForeignPackets = interleaved.ForeignFrames + (datagrams?.ForeignPackets ?? 0),
    };

    internal string PlayUrl { get; init; } = "";

    /// <summary>Takes what is replayed, in place of the sink of <see cref="Drain"/>; null for a live stream.</summary>
    internal ReplayIntake? Replay
    {
        get => interleaved.Replay;
        set => interleaved.Replay = value;
    }

    /// <summary>Connects and plays. Throws <see cref="NvrException"/> with a sentence for the user, or on cancellation.</summary>
    public static Task<RtspSession> OpenAsync(RtspTarget target, RtspOptions options, BoxClock clock, CancellationToken cancel) =>
        new SessionOpener(target, options, clock, cancel).RunAsync();

    /// <summary>
    /// Reads all that has arrived and hands access units to the sink, before it returns. Never blocks; allocates nothing in steady
    /// state. Returns the bytes read. Throws <see cref="NvrException"/> when the session is over, and again on every later call.
    /// </summary>
    public int Drain(IAccessUnitSink sink)
    {
        if (over is not null)
        {
            throw new NvrException(over.Kind, over.Message, over);
        }
        long nowUs = clock.MonotonicUs;
        try
        {
            int bytes = datagrams is null ? interleaved.Drain(nowUs, sink) : DrainDatagrams(datagrams, nowUs, sink);
            if (Replay is null)
            {
                alignment?.Update();
            }
            Upkeep(nowUs);
            return bytes;
        }
        catch (NvrException e)
        {
            over = e;
            keepAlive.ConnectionLost(nowUs);
            throw;
        }
    }

    /// <summary>Sends one RTP packet on the first track, the way its media come; false, and nothing sent, when the camera takes no more. For the thread that drains.</summary>
    internal bool SendMedia(ReadOnlySpan<byte> packet)
    {
        if (path.Ports.Count > 0)
        {
            path.Ports[0].SendMedia(packet);
            return true;
        }
        Span<byte> frame = stackalloc byte[Interleaving.HeaderBytes + Interleaving.MaxSentBytes];
        return dialogue.Channel.TrySend(Interleaving.Frame(frame, path.Channels.MediaOf(0), packet));
    }

    /// <summary>Tells the camera (waiting at most a second for its answer) and closes.</summary>
    public async ValueTask DisposeAsync()
    {
        if (released)
        {
            return;
        }
        released = true;
        if (over is null)
        {
            over = new NvrException(ErrorKind.Unreachable, "The recorder ended the session.");
            await new Farewell(dialogue, PlayUrl).SayAsync().ConfigureAwait(false);
        }
        Release();
    }

    private int DrainDatagrams(DatagramIntake intake, long nowUs, IAccessUnitSink sink)
    {
        int bytes = intake.Drain(nowUs, sink);
        if (nowUs >= controlDueUs)
        {
            controlDueUs = nowUs + ControlIntervalUs;
            bytes += interleaved.Drain(nowUs, sink);
        }
        return bytes;
    }

    private void Upkeep(long nowUs)
    {
        if (nowUs < upkeepDueUs)
        {
            return;
        }
        upkeepDueUs = nowUs + UpkeepIntervalUs;
        keepAlive.SendWhenDue(nowUs);
        reports.SendWhenDue(nowUs);
        if (!tracks[0].Receiver.Ended || Replay is not null)
        {
            playingUs = nowUs;
        }
        else if (nowUs - playingUs > GoodbyeUs)
        {
            throw new NvrException(ErrorKind.Unreachable, "The camera ended its stream. It may be restarting or changing its settings.");
        }
    }

    private void Release()
    {
        dialogue.Dispose();
        path.Dispose();
        datagrams?.Dispose();
        foreach (RtspTrack track in tracks)
        {
            track.Receiver.Dispose();
        }
    }
}
