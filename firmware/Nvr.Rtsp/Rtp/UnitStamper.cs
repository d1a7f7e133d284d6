using Nvr.Core.Media;
using Nvr.Rtsp.Codecs;

namespace Nvr.Rtsp.Rtp;

/// <summary>Gives assembled units their times and hands them to the sink of the moment.</summary>
internal sealed class UnitStamper(int track, int clockRate, ReceptionStats stats) : IUnitOutput
{
    private readonly DecodeOrder _order = new();
    private TrackFormat? _format;
    private long _lost;

    /// <summary>Set for the duration of one call.</summary>
    public IAccessUnitSink? Sink { get; set; }

    public RtpTimeline Timeline { get; } = new(clockRate);

    /// <summary>Packets lost, to be told with the next unit.</summary>
    public void CountLost(int packets)
    {
        _lost += packets;
        stats.Lost += packets;
    }

    public void OnUnit(in CodedUnit unit)
    {
        FollowFormat(unit.Format);
        var shown = Timeline.Stamp(unit.RtpTime, unit.ArrivalUs, unit.MayStepBack || _order.Depth > 0);
        if (unit.MayStepBack)
        {
            _order.Learn(shown);
        }

        var decoded = _order.Next(shown, Timeline.IntervalTicks);
        stats.Units++;
        stats.Restamped = Timeline.Restamped;
        var done = new AccessUnit
        {
            Track = track,
            Format = unit.Format,
            Dts = decoded,
            CompositionOffset = (int)Math.Clamp(shown - decoded, 0, int.MaxValue),
            CaptureUs = Timeline.Capture.Capture(decoded),
            IsRandomAccess = unit.IsRandomAccess,
            LostPackets = (int)Math.Min(_lost, int.MaxValue),
            Data = unit.Data,
        };
        _lost = 0;
        Sink?.OnAccessUnit(done);
    }

    public void OnDamaged() => stats.Damaged++;

    public void OnNoFormat() => stats.UnitsWithoutFormat++;

    private void FollowFormat(TrackFormat format)
    {
        if (ReferenceEquals(format, _format))
        {
            return;
        }

        // A depth that was learnt stays: the same camera rarely stops reordering, and a needless depth does no harm.
        _order.SetDepth(Math.Max(format.ReorderDepth, _format is null ? 0 : _order.Depth));
        _format = format;
    }
}
