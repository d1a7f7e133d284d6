using Nvr.Rtsp.Connection;
using Nvr.Rtsp.Transport;

namespace Nvr.Rtsp.Session;

/// <summary>How the tracks' media will arrive, as agreed by SETUP: on interleaved channels, or on one UDP port pair a track.</summary>
internal sealed class MediaPath(RtspTransportKind kind, ChannelMap channels) : IDisposable
{
    private readonly List<UdpTrackPort> ports = [];
    private readonly List<string> controlUrls = [];

    public RtspTransportKind Kind { get; } = kind;

    public ChannelMap Channels { get; } = channels;

    /// <summary>In the order of the tracks; empty for TCP.</summary>
    public IReadOnlyList<UdpTrackPort> Ports => ports;

    /// <summary>What each track was set up as, in order.</summary>
    public IReadOnlyList<string> ControlUrls => controlUrls;

    public void Add(string controlUrl, UdpTrackPort? port)
    {
        controlUrls.Add(controlUrl);
        if (port is not null)
        {
            ports.Add(port);
        }
    }

    public void Dispose() => ports.ForEach(p => p.Dispose());
}
