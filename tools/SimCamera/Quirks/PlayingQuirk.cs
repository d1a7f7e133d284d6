using SimCamera.Rtsp;

namespace SimCamera.Quirks;

/// <summary>A quirk that comes up a while after PLAY and says whether media still flow.</summary>
internal sealed class PlayingQuirk(double seconds, Func<RtspSession, bool> whenDue) : Quirk
{
    public override bool LetsPlay(RtspSession session) => session.PlayedUs < seconds * 1_000_000 || whenDue(session);
}
