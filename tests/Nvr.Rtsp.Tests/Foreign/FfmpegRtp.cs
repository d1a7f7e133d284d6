using System.Net;
using System.Net.Sockets;

namespace Nvr.Rtsp.Tests.Foreign;

/// <summary>Real RTP packets from ffmpeg's packetizer, over a loopback socket.</summary>
public static class FfmpegRtp
{
    private const int MaxPacketBytes = 65_536;

    /// <summary>Sends a file by stream copy, four times as fast as it plays; returns the packets and the session description.</summary>
    public static (List<byte[]> Packets, string Sdp) Send(string file, params string[] options)
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        socket.ReceiveBufferSize = 8 << 20;
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        socket.ReceiveTimeout = 50;
        var port = ((IPEndPoint)socket.LocalEndPoint!).Port;
        var sdp = Tool.PathOf($"{Guid.NewGuid():N}.sdp");
        using var sender = Tool.Start(
            "ffmpeg", ["-v", "error", "-readrate", "4", "-i", file, "-c", "copy", .. options, "-sdp_file", sdp, "-f", "rtp", $"rtp://127.0.0.1:{port}"]);
        var packets = new List<byte[]>();
        var buffer = new byte[MaxPacketBytes];
        while (!sender.HasExited || socket.Available > 0)
        {
            if (TryReceive(socket, buffer, out var length))
            {
                packets.Add(buffer[..length]);
            }
        }

        Assert.True(sender.ExitCode == 0, sender.StandardError.ReadToEnd());
        return (packets, File.ReadAllText(sdp));
    }

    private static bool TryReceive(Socket socket, byte[] buffer, out int length)
    {
        length = 0;
        if (!socket.Poll(20_000, SelectMode.SelectRead))
        {
            return false;
        }

        length = socket.Receive(buffer);
        return true;
    }
}
