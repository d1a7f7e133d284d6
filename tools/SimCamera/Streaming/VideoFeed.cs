using SimCamera.Material;
using SimCamera.Quirks;
using SimCamera.Rtp;
using SimCamera.Stamp;

namespace SimCamera.Streaming;

/// <summary>Sends the pictures of one source to one session, stamped, through the camera's quirks.</summary>
internal sealed class VideoFeed : ITrackFeed
{
    private readonly VideoSource _source;
    private readonly CameraPlan _plan;
    private readonly SimClock _clock;
    private readonly IVideoPacketizer _packetizer;
    private readonly VideoDraft _draft;
    private long _counter;
    private long _origin;
    private long _firstDueUs;
    private bool _begun;

    public VideoFeed(VideoSource source, CameraPlan plan, RtpFlow flow, SimClock clock)
    {
        _source = source;
        _plan = plan;
        _clock = clock;
        Flow = flow;
        VideoCodec codec = source.Material.Recipe.Codec;
        _draft = new VideoDraft { Codec = codec, TicksPerPicture = flow.ClockRate / source.Material.Recipe.Fps };
        _packetizer = VideoPacketizer.For(codec, plan.Aggregate);
    }

    public RtpFlow Flow { get; }

    public bool Paces => true;

    public long NextDueUs => _source.DueUs(_counter);

    public uint NextRtpTime => RtpTimeOf(_counter);

    public void Align(long nowUs)
    {
        long counter = _source.CounterAt(nowUs);
        _origin = _plan.Start == SessionStart.FreshKey ? counter : 0;
        _counter = _plan.Start == SessionStart.Immediately && !_begun ? counter : _source.NextKey(counter, _origin);
        if (!_begun)
        {
            _begun = true;
            _firstDueUs = NextDueUs;
        }
    }

    public void Collect(long nowUs, PacketBatch batch)
    {
        if (NextDueUs > nowUs)
        {
            return;
        }

        VideoFrame frame = _source.Frame(_counter, _origin);
        long utcUs = _clock.UtcUs;
        Fill(frame, utcUs);
        int first = batch.Packets.Count;
        _packetizer.Write(_draft, Flow, batch);
        foreach (Quirk quirk in _plan.Quirks)
        {
            quirk.OnPackets(batch, first, Flow, _draft);
        }

        batch.Frames.Add(new BatchFrame(_source.Stream, _counter, utcUs, frame.IsKey, _draft.Bytes));
        _draft.SentBefore++;
        _counter++;
    }

    private void Fill(VideoFrame frame, long utcUs)
    {
        _draft.Counter = _counter;
        _draft.IsKey = frame.IsKey;
        _draft.PlayedUs = NextDueUs - _firstDueUs;
        _draft.RtpTime = RtpTimeOf(_counter);
        _draft.Units.Clear();
        _draft.Units.AddRange(frame.Units);
        _draft.AddStamp(new FrameStamp(_plan.Number, _source.Stream, _counter, utcUs));
        foreach (Quirk quirk in _plan.Quirks)
        {
            quirk.OnPicture(_draft);
        }
    }

    private uint RtpTimeOf(long counter) =>
        Flow.TimeBase + (uint)(_source.PresentationFrame(counter, _origin) * Flow.ClockRate / _source.Material.Recipe.Fps);
}
