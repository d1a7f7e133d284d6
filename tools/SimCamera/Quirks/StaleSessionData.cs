using SimCamera.Rtsp;

namespace SimCamera.Quirks;

/// <summary>
/// The fault of old live555: a session whose TCP connection broke without TEARDOWN goes on sending, and its data turn up on the next
/// connection that asks for the camera, until the session times out.
/// </summary>
internal sealed class StaleSessionData(int timeoutSeconds) : Quirk
{
    public override void Configure(CameraPlan plan) => plan.SessionTimeoutSeconds = timeoutSeconds;

    public override bool KeepsOrphan(RtspSession session) => session.IsPlaying && session.Tracks.AreInterleaved;

    public override void OnArrival(RtspConnection connection, SimulatedCamera camera)
    {
        foreach (RtspSession orphan in camera.Sessions.Where(s => KeepsOrphan(s) && s.Connection.Closed.IsCancellationRequested))
        {
            orphan.Connection = connection;
        }
    }
}
