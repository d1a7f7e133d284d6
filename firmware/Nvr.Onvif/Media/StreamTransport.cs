namespace Nvr.Onvif.Media;

/// <summary>How the address of a stream is asked for.</summary>
public enum StreamTransport
{
    /// <summary>RTP in the RTSP connection.</summary>
    RtspTcp,

    /// <summary>RTP by datagrams to us alone.</summary>
    RtspUdp,

    Multicast,

    /// <summary>RTSP over TLS where the camera offers it; Media2 only.</summary>
    Rtsps,
}
