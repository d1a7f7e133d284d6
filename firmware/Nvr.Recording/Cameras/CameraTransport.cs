namespace Nvr.Recording.Cameras;

/// <summary>How media travels. Auto tries TCP interleaved, then UDP.</summary>
public enum CameraTransport
{
    Auto,
    Tcp,
    Udp,
    Multicast,
}
