using Nvr.Core;
using Nvr.Core.Media;
using Nvr.Core.Time;
using Nvr.Rtsp.Session;

namespace Nvr.Rtsp.Talk;

/// <summary>
/// Sound to a camera's loudspeaker: an RTSP session of its own over ONVIF's back channel (Streaming specification 5.3), so that whatever
/// becomes of it, recording is not touched. <see cref="Say"/> may be called from any thread and never waits; <see cref="RunAsync"/> is
/// run once and sends in real time. Failures are <see cref="NvrException"/>; Unsupported where the camera has no back channel.
/// </summary>
public sealed class TalkSession : IAsyncDisposable
{
    /// <summary>Samples a second, and bytes a second.</summary>
    public const int SampleRate = 8000;

    private const byte MulawSilence = 0xFF;
    private const byte AlawSilence = 0xD5;

    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(5);

    private readonly TalkQueue queue = new();
    private readonly RtspSession session;
    private readonly BoxClock clock;
    private readonly TalkPacer pacer;
    private long packetsSent;
    private long bytesDropped;

    private TalkSession(RtspSession session, BoxClock clock)
    {
        this.session = session;
        this.clock = clock;
        Coding = session.Tracks[0].Media.EncodingName == "PCMA" ? TalkCoding.PcmAlaw : TalkCoding.PcmMulaw;
        pacer = new TalkPacer(queue, session.Tracks[0].Media.PayloadType, Coding == TalkCoding.PcmAlaw ? AlawSilence : MulawSilence);
    }

    /// <summary>What the camera takes.</summary>
    public TalkCoding Coding { get; }

    public RtspTransportKind Transport => session.Transport;

    public long PacketsSent => Volatile.Read(ref packetsSent);

    /// <summary>Bytes that came faster than they could be heard.</summary>
    public long BytesDropped => Volatile.Read(ref bytesDropped);

    public static async Task<TalkSession> OpenAsync(RtspTarget target, RtspOptions options, BoxClock clock, CancellationToken cancel) =>
        new(await RtspSession.OpenAsync(target, options with { Wanted = RtspWanted.BackChannel }, clock, cancel).ConfigureAwait(false), clock);

    /// <summary>Takes sound in <see cref="Coding"/>.</summary>
    public void Say(ReadOnlySpan<byte> coded) => Interlocked.Add(ref bytesDropped, queue.Add(coded));

    /// <summary>Sends what is said until stopped, then what is left of it, a second at most. Throws when the camera ends the session.</summary>
    public async Task RunAsync(CancellationToken stop)
    {
        var nobody = new Nobody();
        while (!stop.IsCancellationRequested || queue.Count > 0)
        {
            session.Drain(nobody);
            SendDue(stop.IsCancellationRequested);
            await Task.Delay(Tick, CancellationToken.None).ConfigureAwait(false);
        }
    }

    public ValueTask DisposeAsync() => session.DisposeAsync();

    private void SendDue(bool isLast)
    {
        Span<byte> packet = stackalloc byte[TalkPacer.PacketBytes];
        while (pacer.TryNext(clock.MonotonicUs, isLast, packet))
        {
            if (session.SendMedia(packet))
            {
                Interlocked.Increment(ref packetsSent);
            }
            else
            {
                Interlocked.Add(ref bytesDropped, SampleRate / 50);
            }
        }
    }

    /// <summary>What the camera sends on the track is not heard.</summary>
    private sealed class Nobody : IAccessUnitSink
    {
        public void OnAccessUnit(in AccessUnit unit)
        {
        }
    }
}
