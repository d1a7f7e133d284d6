using Nvr.Core;
using Nvr.Core.Time;
using Nvr.Rtsp.Connection;

namespace Nvr.Rtsp.Session;

/// <summary>What a session that is being opened owns so far; disposed with all of it unless <see cref="Finish"/> handed it over.</summary>
internal sealed class Opening(TcpLink link, RtspDialogue dialogue, ChannelMap channels) : IDisposable
{
    private bool finished;

    public TcpLink Link { get; } = link;

    public RtspDialogue Dialogue { get; } = dialogue;

    public ChannelMap Channels { get; } = channels;

    /// <summary>The camera's Public header; null when it sent none.</summary>
    public string? PublicMethods { get; set; }

    public RtspMessage? Description { get; set; }

    public TrackChoice? Tracks { get; set; }

    public MediaPath? Path { get; set; }

    public void NotePlayed(RtspMessage reply)
    {
        Dialogue.NoteSession(reply);
        if (Path!.Kind == RtspTransportKind.Tcp)
        {
            // Nothing can be missing before the first packet here, and GStreamer promises one too early (measured).
            return;
        }
        IReadOnlyList<RtpInfo> infos = RtpInfo.Parse(reply["RTP-Info"]);
        for (int i = 0; i < Tracks!.Chosen.Count; i++)
        {
            if (RtpInfo.For(infos, Path.ControlUrls[i], i, Tracks.Chosen.Count) is { } info)
            {
                Tracks.Chosen[i].Track.Receiver.SetRtpInfo(info.Sequence, info.RtpTime);
            }
        }
    }

    public RtspSession Finish(string playUrl, RtspMemory? memory, BoxClock clock, string? certificateSha256)
    {
        finished = true;
        var keepAlive = new KeepAlive(Dialogue, playUrl, PublicMethods, memory, clock.MonotonicUs);
        return new RtspSession(Dialogue, Path!, Tracks!.Release(), keepAlive, clock)
        {
            Ignored = Tracks.Ignored,
            CertificateSha256 = certificateSha256,
            PlayUrl = playUrl,
        };
    }

    public void Dispose()
    {
        if (!finished)
        {
            GiveBackSession();
            Path?.Dispose();
            Tracks?.Dispose();
            Dialogue.Dispose();
        }
    }

    // Cameras keep few sessions, and one that was set up but never played would hold a place until it expires.
    private void GiveBackSession()
    {
        if (Dialogue.SessionId is null || Path is null)
        {
            return;
        }
        try
        {
            Dialogue.Send("TEARDOWN", Path.ControlUrls[0]);
        }
        catch (NvrException)
        {
            // The connection is gone, and the session with it.
        }
    }
}
