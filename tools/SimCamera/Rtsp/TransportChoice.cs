using System.Globalization;
using SimCamera.Quirks;

namespace SimCamera.Rtsp;

/// <summary>Reads the Transport header of a SETUP and opens the first offer that the camera allows. Stateless.</summary>
internal static class TransportChoice
{
    /// <summary>Null when no offer is acceptable (461).</summary>
    public static ITrackTransport? Open(RtspExchange exchange, RtspSession session, int trackId, uint ssrc)
    {
        string header = exchange.Request.Header("Transport") ?? "";
        foreach (string offer in header.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            if (Accept(exchange, session, offer.Split(';', StringSplitOptions.TrimEntries), trackId, ssrc) is { } transport)
            {
                return transport;
            }
        }

        return null;
    }

    private static ITrackTransport? Accept(RtspExchange exchange, RtspSession session, string[] offer, int trackId, uint ssrc)
    {
        CameraPlan plan = exchange.Camera.Plan;
        RtspConnection connection = exchange.Connection;
        if (offer[0].Equals("RTP/AVP/TCP", StringComparison.OrdinalIgnoreCase))
        {
            (int rtp, int rtcp) = Pair(offer, "interleaved") ?? (trackId * 2, (trackId * 2) + 1);
            return plan.AllowTcp ? new InterleavedTransport((byte)rtp, (byte)rtcp, ssrc) : null;
        }

        if (offer.Contains("multicast", StringComparer.OrdinalIgnoreCase))
        {
            return plan.AllowMulticast ? UdpTransport.Multicast(connection.Local.Address, session.Number, ssrc) : null;
        }

        return plan.AllowUdp && Pair(offer, "client_port") is var (first, second)
            ? UdpTransport.Unicast(connection.Local.Address, connection.Peer, first, second, ssrc)
            : null;
    }

    private static (int First, int Second)? Pair(string[] offer, string name)
    {
        string? value = Array.Find(offer, o => o.StartsWith(name + "=", StringComparison.OrdinalIgnoreCase));
        string[]? ends = value?[(name.Length + 1)..].Split('-');
        if (ends is null || !int.TryParse(ends[0], NumberStyles.None, CultureInfo.InvariantCulture, out int first))
        {
            return null;
        }

        bool two = ends.Length > 1 && int.TryParse(ends[1], NumberStyles.None, CultureInfo.InvariantCulture, out _);
        return (first, two ? int.Parse(ends[1], CultureInfo.InvariantCulture) : first + 1);
    }
}
