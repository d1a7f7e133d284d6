namespace Nvr.Rtsp.Session;

/// <summary>How media travels. Auto asks for TCP interleaved and falls back to UDP when the camera refuses that.</summary>
public enum RtspTransportKind
{
    Auto,
    Tcp,
    Udp,
    Multicast,
}
