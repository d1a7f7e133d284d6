namespace Nvr.Rtsp.Session;

/// <summary>
/// What sessions with one camera have taught: some cameras hang up when they are sent a keep-alive request, which shows only
/// when it has happened. Given to every session with that camera, so that the next one does better. Thread-safe.
/// </summary>
public sealed class RtspMemory
{
    private volatile KeepAliveMethod keepAlive;

    /// <summary>The first method that this camera has not hung up on.</summary>
    public KeepAliveMethod KeepAlive => keepAlive;

    internal void KeepAliveEndedSession(KeepAliveMethod method)
    {
        if (method != KeepAliveMethod.None && method >= keepAlive)
        {
            keepAlive = method + 1;
        }
    }
}
