using SimCamera.Quirks;
using SimCamera.Rtp;
using SimCamera.Streaming;

namespace SimCamera.Rtsp;

/// <summary>
/// The tracks of one session: what each sends and how it travels. Filled by SETUP, then used by the session's task alone.
/// Times are monotonic microseconds.
/// </summary>
internal sealed class SessionTracks(SimulatedCamera camera) : IDisposable
{
    private readonly SortedList<int, (ITrackFeed Feed, ITrackTransport Transport)> _tracks = [];
    private long _nextReportUs;
    private ITrackTransport? _loudspeaker;

    public bool AreEmpty => _tracks.Count == 0;

    public bool AreInterleaved => _tracks.Values.Any(t => t.Transport is InterleavedTransport);

    public void Add(int track, ITrackFeed feed, ITrackTransport transport)
    {
        if (_tracks.Remove(track, out (ITrackFeed Feed, ITrackTransport Transport) old))
        {
            old.Transport.Dispose();
        }

        _tracks[track] = (feed, transport);
        _loudspeaker = feed is SilentFeed ? transport : _loudspeaker;
        (_loudspeaker as UdpTransport)?.Listen(packet => camera.Loudspeaker.Take(packet, camera.Clock.MonotonicUs));
    }

    /// <summary>Whether the channel is the loudspeaker's. For the connection's task.</summary>
    public bool TakesSoundOn(int channel) => _loudspeaker is InterleavedTransport inside && inside.RtpChannel == channel;

    public ITrackTransport TransportOf(Packet packet) => _tracks[packet.Track].Transport;

    /// <summary>False when a track of the card holds nothing from there on.</summary>
    public bool Seek(ReplayRange range) => _tracks.Values.Select(t => t.Feed).OfType<ReplayFeed>().All(f => f.Seek(range));

    /// <summary>Decides where each track begins, or goes on after a silence.</summary>
    public void Align()
    {
        // Sound begins with the first picture: clients that trust RTP-Info take both for the same moment.
        long begin = camera.Clock.MonotonicUs;
        foreach ((ITrackFeed feed, _) in _tracks.Values.OrderByDescending(t => t.Feed.Paces))
        {
            feed.Align(begin);
            begin = feed.Paces ? feed.NextDueUs : begin;
        }
    }

    public string RtpInfo(string baseUrl) => string.Join(',', _tracks.Values.Select(t =>
        $"url={baseUrl}trackID={t.Feed.Flow.Track};seq={t.Feed.Flow.NextSequence};rtptime={t.Feed.NextRtpTime}"));

    /// <summary>When the next picture is due, or without video the next packet of anything.</summary>
    public long NextDueUs()
    {
        long any = long.MaxValue;
        long pacing = long.MaxValue;
        foreach ((ITrackFeed feed, _) in _tracks.Values)
        {
            any = Math.Min(any, feed.NextDueUs);
            pacing = feed.Paces ? Math.Min(pacing, feed.NextDueUs) : pacing;
        }

        return pacing == long.MaxValue ? any : pacing;
    }

    /// <summary>Replaces the batch by everything that is due; sender reports come first.</summary>
    public void Fill(PacketBatch batch, long nowUs, long playedUs)
    {
        batch.Clear();
        if (camera.Plan.SenderReports && nowUs >= _nextReportUs)
        {
            _nextReportUs = nowUs + camera.Plan.ReportPeriodUs;
            AddReports(batch, nowUs, playedUs);
        }

        foreach ((ITrackFeed feed, _) in _tracks.Values)
        {
            feed.Collect(nowUs, batch);
        }
    }

    public void Dispose()
    {
        foreach ((_, ITrackTransport transport) in _tracks.Values)
        {
            transport.Dispose();
        }
    }

    private void AddReports(PacketBatch batch, long nowUs, long playedUs)
    {
        // A camera whose clock is wrong says so in its reports too.
        long utcUs = camera.Clock.UtcUs + ((camera.Device?.ClockOffset.Ticks ?? 0) / 10);
        foreach (Quirk quirk in camera.Plan.Quirks)
        {
            utcUs = quirk.OnReportTime(utcUs, playedUs);
        }

        foreach ((ITrackFeed feed, _) in _tracks.Values)
        {
            SenderReport.Write(batch, feed.Flow, feed.Flow.TimeAt(nowUs - camera.StartUs), utcUs);
        }
    }
}
