using Nvr.Core.Media;
using Nvr.Rtsp.Codecs;
using Nvr.Rtsp.Sdp;

namespace Nvr.Rtsp.Rtp;

/// <summary>
/// Turns the RTP packets of one track into access units. Used by one thread. Never throws on what a camera sends: bad bytes are
/// counted in <see cref="Stats"/>. Allocates nothing in steady state. A damaged NAL unit, image or audio frame is dropped and the
/// rest of the picture is handed on, with the number of packets lost: for a recorder a torn picture is still evidence.
/// </summary>
public sealed class TrackReceiver : IDisposable
{
    private readonly int _payloadType;
    private readonly Depacketizer _depacketizer;
    private readonly UnitStamper _stamper;
    private readonly SourceGate _gate = new();
    private readonly ReorderWindow _window = new();
    private readonly JitterMeter _jitter;
    private readonly ReceptionReport _report;
    private readonly SenderLag _lag;
    private ushort? _promisedSequence;
    private bool _lossBefore;

    private TrackReceiver(SdpMedia media, int trackIndex, Depacketizer depacketizer, int clockRate)
    {
        _payloadType = media.PayloadType;
        _depacketizer = depacketizer;
        _stamper = new UnitStamper(trackIndex, clockRate, Stats);
        _jitter = new JitterMeter(clockRate);
        _report = new ReceptionReport(Stats);
        _lag = new SenderLag(_stamper.Timeline);
    }

    /// <summary>The format in force: from the session description, then as the stream says; null until parameters are known.</summary>
    public TrackFormat? Format => _depacketizer.Format;

    public ReceptionStats Stats { get; } = new();

    /// <summary>True once the camera said BYE and has sent nothing since.</summary>
    public bool Ended { get; private set; }

    /// <summary>See <see cref="SenderLag"/>.</summary>
    internal long? SenderLagUs => _lag.Us;

    /// <summary>Null, and a reason in plain words, when the track is of a kind that cannot be recorded.</summary>
    public static TrackReceiver? TryCreate(SdpMedia media, int trackIndex, out string? whyNot)
    {
        var depacketizer = DepacketizerChoice.TryCreate(media, out var clockRate, out whyNot);
        return depacketizer is null ? null : new TrackReceiver(media, trackIndex, depacketizer, clockRate);
    }

    /// <summary>One RTP packet; the bytes are read during the call only. Zero or more access units go to the sink.</summary>
    public void Receive(ReadOnlySpan<byte> rtpPacket, long arrivalUs, IAccessUnitSink sink)
    {
        if (!RtpPacket.TryParse(rtpPacket, out var packet) || packet.PayloadType != _payloadType || !IsOurs(packet, arrivalUs))
        {
            Stats.Foreign++;
            return;
        }

        Ended = false;
        _stamper.Sink = sink;
        Sort(packet, rtpPacket, arrivalUs);
        _stamper.Sink = null;
    }

    /// <summary>One compound RTCP packet: sender reports and BYE are taken, the rest is ignored.</summary>
    public void ReceiveRtcp(ReadOnlySpan<byte> packet, long arrivalUs)
    {
        if (!SenderReport.TryRead(packet, out var report, out var isBye))
        {
            return;
        }

        if (isBye)
        {
            Ended = true;
            _gate.SayGoodbye();
        }

        if (report is not { } found || (_gate.Ssrc is { } ours && found.Ssrc != ours))
        {
            return;
        }

        Stats.SenderReports++;
        _report.OnSenderReport(found, arrivalUs);
        _lag.Compare(found, arrivalUs);
    }

    /// <summary>
    /// What RTP-Info promised. Only a hint: a first sequence number shortly before the first packet tells that packets
    /// are missing. The time is ignored, because cameras send zeros and stale values, and arrival tells more.
    /// </summary>
    public void SetRtpInfo(ushort? sequence, uint? rtpTime) => _promisedSequence = sequence;

    /// <summary>Writes a receiver report with SDES (RFC 3550); returns its length, 0 when there is nothing to report or no room.</summary>
    public int WriteReceiverReport(Span<byte> destination, long nowUs)
    {
        var highest = (_window.Cycles << 16) | (ushort)(_window.Next - 1);
        return _gate.Ssrc is { } source ? _report.Write(destination, source, highest, _jitter.Ticks, nowUs) : 0;
    }

    public void Dispose()
    {
        _window.Dispose();
        _depacketizer.Dispose();
    }

    /// <summary>What comes next lies elsewhere in the recording that is replayed.</summary>
    internal void Jump()
    {
        // Packets that were passed over are not lost.
        _window.Reset();
        _stamper.Timeline.Jump();
    }

    internal void ShiftCapture(long us) => _stamper.Timeline.Capture.Shift(us);

    private bool IsOurs(in RtpPacket packet, long arrivalUs)
    {
        var continues = _window.Started && packet.Sequence == _window.Next;
        var verdict = _gate.Judge(packet.Ssrc, continues, arrivalUs);
        if (verdict == SourceGate.Verdict.Switched)
        {
            _window.Reset();
            _stamper.Timeline.ChangeSource();
            Lose(_gate.Passed);
        }

        return verdict != SourceGate.Verdict.Foreign;
    }

    private void Sort(in RtpPacket packet, ReadOnlySpan<byte> bytes, long arrivalUs)
    {
        if (!_window.Started)
        {
            OnFirst(packet.Sequence, arrivalUs);
        }

        var verdict = _window.Judge(packet.Sequence);
        while (verdict == ReorderWindow.Verdict.FarAhead)
        {
            Lose(_window.SkipGap(packet.Sequence));
            Drain();
            verdict = _window.Judge(packet.Sequence);
        }

        switch (verdict)
        {
            case ReorderWindow.Verdict.InOrder:
                _window.Advance();
                Deliver(packet, bytes.Length, arrivalUs);
                Drain();
                break;
            case ReorderWindow.Verdict.Early:
                Stats.Reordered++;
                _window.Hold(packet.Sequence, bytes, arrivalUs);
                break;
            case ReorderWindow.Verdict.Stray:
                Lose(1);
                break;
            default:
                Stats.Duplicates++;
                break;
        }

        while (_window.MustGiveUp(arrivalUs))
        {
            Lose(_window.SkipGap(packet.Sequence));
            Drain();
        }
    }

    private void OnFirst(ushort sequence, long arrivalUs)
    {
        const int Believable = 200;
        var missing = _promisedSequence is { } promised ? (ushort)(sequence - promised) : 0;
        Lose(missing < Believable ? missing : 0);
        _promisedSequence = null;
        _lag.Start(arrivalUs);
    }

    private void Drain()
    {
        while (_window.TryTake(out var bytes, out var arrivalUs))
        {
            if (RtpPacket.TryParse(bytes, out var packet))
            {
                Deliver(packet, bytes.Length, arrivalUs);
            }
        }
    }

    private void Deliver(in RtpPacket packet, int bytes, long arrivalUs)
    {
        Stats.Packets++;
        Stats.Bytes += bytes;
        _jitter.Observe(packet.Timestamp, arrivalUs);
        Stats.JitterUs = _jitter.Us;
        var lossBefore = _lossBefore;
        _lossBefore = false;
        _depacketizer.Push(packet, lossBefore, arrivalUs, _stamper);
    }

    private void Lose(int packets)
    {
        if (packets > 0)
        {
            _stamper.CountLost(packets);
            _lossBefore = true;
        }
    }
}
