namespace Nvr.Rtsp.Session;

/// <summary>What a session is opened for.</summary>
public enum RtspWanted
{
    /// <summary>One video track and at most one audio track.</summary>
    Recording,

    /// <summary>The track of ONVIF metadata (<c>vnd.onvif.metadata</c>) alone.</summary>
    Metadata,

    /// <summary>The track on which the camera takes sound for its loudspeaker, alone; see <see cref="Talk.TalkSession"/>.</summary>
    BackChannel,
}
