using SimCamera.Material;
using SimCamera.Onvif;
using SimCamera.Onvif.Card;
using SimCamera.Rtp;
using SimCamera.Rtsp;
using SimCamera.Stamp;

namespace SimCamera.Streaming;

/// <summary>
/// Plays the card of a device to one session: the same pictures with the same stamps as were sent live, each with the time of its
/// recording in the header extension. Begins at the key picture at or before the moment asked for and jumps over gaps. Silent before
/// <see cref="Seek"/> and after the end.
/// </summary>
internal sealed class ReplayFeed : ITrackFeed
{
    private const long IdleUs = 200_000;
    private readonly VideoSource _source;
    private readonly SimulatedCamera _camera;
    private readonly OnvifDevice _device;
    private readonly IVideoPacketizer _packetizer;
    private readonly VideoDraft _draft;
    private readonly long _utcOfMonotonicUs;
    private readonly Lock _seeking = new();
    private ReplayRange? _range;
    private long _counter;
    private long _paceFrom;
    private long _paceUs;
    private bool _jumped;
    private long _sent;

    public ReplayFeed(VideoSource source, SimulatedCamera camera, OnvifDevice device, RtpFlow flow)
    {
        _source = source;
        _camera = camera;
        _device = device;
        Flow = flow;
        VideoRecipe recipe = source.Material.Recipe;
        _packetizer = VideoPacketizer.For(recipe.Codec, aggregate: false);
        _draft = new VideoDraft { Codec = recipe.Codec, TicksPerPicture = flow.ClockRate / recipe.Fps };
        _utcOfMonotonicUs = camera.Clock.UtcUs - camera.Clock.MonotonicUs;
    }

    public RtpFlow Flow { get; }

    private CardFaults Faults => _device.Plan.Card;

    private int Fps => _source.Material.Recipe.Fps;

    public bool Paces => true;

    public long NextDueUs => _range is null ? _camera.Clock.MonotonicUs + IdleUs
        : _range.AsFastAsPossible ? _camera.Clock.MonotonicUs
        : _paceUs + _source.DueUs(_counter) - _source.DueUs(_paceFrom);

    public uint NextRtpTime => RtpTimeOf(_counter);

    /// <summary>False when nothing was recorded at or after the moment asked for.</summary>
    public bool Seek(ReplayRange range)
    {
        lock (_seeking)
        {
            return Seek_NeedsLock(range);
        }
    }

    public void Align(long nowUs) => (_paceFrom, _paceUs) = (_counter, nowUs);

    public void Collect(long nowUs, PacketBatch batch)
    {
        lock (_seeking)
        {
            bool isDue = _range is { AsFastAsPossible: true } || NextDueUs <= nowUs;
            if (_range is { } range && isDue && SkipGap_NeedsLock())
            {
                Collect_NeedsLock(range, batch);
            }
        }
    }

    private bool Seek_NeedsLock(ReplayRange range)
    {
        if (_device.Card.NextFrom(range.From - _device.ClockOffset) is not { } from)
        {
            return false;
        }

        long counter = _source.CounterAt(UsOf(from) - _utcOfMonotonicUs);
        long key = KeyBefore(counter);
        _counter = _device.Card.Holds(TimeOf(key)) ? key : _source.NextKey(counter, 0);
        _range = range;
        _sent = 0;
        _jumped = true;
        Align(_camera.Clock.MonotonicUs);
        return true;
    }

    private void Collect_NeedsLock(ReplayRange range, PacketBatch batch)
    {
        VideoFrame frame = _source.Frame(_counter, 0);
        Fill(frame);
        DateTimeOffset next = TimeOf(_counter + 1);
        bool last = !Faults.IsEndless && (_device.Card.NextFrom(next) is null || (range.To is { } end && next + _device.ClockOffset > end));
        long utcUs = UsOf(TimeOf(_counter) + _device.ClockOffset + Faults.ClockError);
        Flow.Extension = Faults.HasClock
            ? ReplayExtension.Make(utcUs, frame.IsKey, !_device.Card.Holds(next), _jumped, last, range.Sequence)
            : [];
        _packetizer.Write(_draft, Flow, batch);
        _jumped = false;
        _counter++;
        _sent++;
        bool fallsSilent = Faults.EndsAfter is { } limit && _sent >= limit.TotalSeconds * Fps;
        _range = last || fallsSilent ? null : range;
        if (Faults.Repeats && _sent % (3 * Fps) == 0)
        {
            _counter = KeyBefore(_counter - (2 * Fps));
        }
    }

    private long KeyBefore(long counter)
    {
        while (counter > 0 && !_source.Frame(counter, 0).IsKey)
        {
            counter--;
        }

        return counter;
    }

    /// <summary>False when the end was reached meanwhile.</summary>
    private bool SkipGap_NeedsLock()
    {
        DateTimeOffset moment = TimeOf(_counter);
        if (_device.Card.Holds(moment))
        {
            return true;
        }

        DateTimeOffset? begin = Faults.IsEndless ? _device.Card.Spans[0].From : null;
        if ((_device.Card.NextFrom(moment) ?? begin) is not { } from)
        {
            _range = null;
            return false;
        }

        _counter = _source.NextKey(_source.CounterAt(UsOf(from) - _utcOfMonotonicUs), 0);
        _jumped = true;
        Align(_camera.Clock.MonotonicUs);
        return true;
    }

    private void Fill(VideoFrame frame)
    {
        _draft.Counter = _counter;
        _draft.IsKey = frame.IsKey;
        _draft.RtpTime = RtpTimeOf(_counter);
        _draft.Units.Clear();
        _draft.Units.AddRange(frame.Units);
        _draft.AddStamp(new FrameStamp(_camera.Number, _source.Stream, _counter, UsOf(TimeOf(_counter))));
    }

    private DateTimeOffset TimeOf(long counter) => DateTimeOffset.UnixEpoch.AddMicroseconds(_source.DueUs(counter) + _utcOfMonotonicUs);

    private static long UsOf(DateTimeOffset time) => (time - DateTimeOffset.UnixEpoch).Ticks / 10;

    private uint RtpTimeOf(long counter) =>
        Flow.TimeBase + (uint)(_source.PresentationFrame(counter, 0) * Flow.ClockRate / _source.Material.Recipe.Fps);
}
