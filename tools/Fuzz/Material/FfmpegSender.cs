using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Fuzz.Material;

/// <summary>Runs ffmpeg as an RTP sender to a pair of loopback ports and records what comes.</summary>
internal static class FfmpegSender
{
    private const int SmallPackets = 700;

    /// <summary>Throws <see cref="InvalidOperationException"/> when ffmpeg sends nothing.</summary>
    public static Recording Record(string[] recipe)
    {
        (Socket media, Socket control) = BindPair();
        using (media)
        using (control)
        {
            int port = ((IPEndPoint)media.LocalEndPoint!).Port;
            using Process ffmpeg = Process.Start(new ProcessStartInfo("ffmpeg",
            [
                "-v", "error", "-nostdin", .. recipe, "-threads", "1", "-f", "rtp", $"rtp://127.0.0.1:{port}?pkt_size={SmallPackets}",
            ])
            { RedirectStandardOutput = true })!;
            Task<string> sdp = ffmpeg.StandardOutput.ReadToEndAsync();
            var packets = new List<RecordedPacket>();
            while (!ffmpeg.HasExited | Drain(media, control, packets))
            {
                media.Poll(5000, SelectMode.SelectRead);
            }
            string text = sdp.GetAwaiter().GetResult();
            return packets.Count > 0 && ffmpeg.ExitCode == 0
                ? new Recording(text[text.IndexOf("v=0", StringComparison.Ordinal)..], packets)
                : throw new InvalidOperationException($"ffmpeg sent nothing for {string.Join(' ', recipe)}.");
        }
    }

    private static bool Drain(Socket media, Socket control, List<RecordedPacket> packets)
    {
        int before = packets.Count;
        Take(media, false, packets);
        Take(control, true, packets);
        return packets.Count > before;
    }

    private static void Take(Socket socket, bool isControl, List<RecordedPacket> packets)
    {
        byte[] buffer = new byte[2048];
        while (socket.Available > 0)
        {
            int length = socket.Receive(buffer);
            packets.Add(new RecordedPacket(isControl, 20, buffer[..length]));
        }
    }

    // RTCP goes to the port after the media's.
    private static (Socket Media, Socket Control) BindPair()
    {
        while (true)
        {
            Socket media = Bind(0)!;
            if (((IPEndPoint)media.LocalEndPoint!).Port is var port && port < IPEndPoint.MaxPort && Bind(port + 1) is { } control)
            {
                return (media, control);
            }
            media.Dispose();
        }
    }

    private static Socket? Bind(int port)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp) { ReceiveBufferSize = 4 << 20 };
        try
        {
            socket.Bind(new IPEndPoint(IPAddress.Loopback, port));
            return socket;
        }
        catch (SocketException)
        {
            socket.Dispose();
            return null;
        }
    }
}
