namespace Nvr.Rtsp.Connection;

/// <summary>
/// Which interleaved channel carries what: each track has one for media and one for RTCP. Also tells frames from chance bytes when
/// framing was lost. Channels of an older session that the camera keeps sending are simply not in it.
/// </summary>
internal sealed class ChannelMap
{
    private const int Channels = 256;

    private readonly sbyte[] routes = new sbyte[Channels];

    public ChannelMap() => routes.AsSpan().Fill(-1);

    public bool Contains(int channel) => routes[channel] >= 0;

    /// <summary>Sets a track's pair of channels; a channel number beyond a byte is left out, for it can never arrive.</summary>
    public void Set(int track, int media, int control)
    {
        if (control is >= 0 and < Channels)
        {
            routes[control] = (sbyte)((track << 1) | 1);
        }
        if (media is >= 0 and < Channels)
        {
            routes[media] = (sbyte)(track << 1);
        }
    }

    /// <summary>Where a track's RTCP goes; 0 for a track without a channel.</summary>
    public byte ControlOf(int track) => (byte)Math.Max(0, routes.AsSpan().IndexOf((sbyte)((track << 1) | 1)));

    /// <summary>Where a track's media go; 0 for a track without a channel.</summary>
    public byte MediaOf(int track) => (byte)Math.Max(0, routes.AsSpan().IndexOf((sbyte)(track << 1)));

    public bool TryRoute(int channel, out int track, out bool isControl)
    {
        int route = routes[channel];
        track = route >> 1;
        isControl = (route & 1) != 0;
        return route >= 0;
    }
}
