using System.Buffers.Binary;

namespace Nvr.Rtsp.Tests.Foreign;

/// <summary>Real RTP packets from GStreamer's payloaders, framed into a file (RFC 4571).</summary>
public static class GStreamerRtp
{
    public static List<byte[]> Pay(string pipeline)
    {
        var file = Tool.PathOf($"{Guid.NewGuid():N}.rtp");
        Tool.Run("gst-launch-1.0", ["-q", .. $"{pipeline} ! rtpstreampay ! filesink location={file}".Split(' ', StringSplitOptions.RemoveEmptyEntries)]);
        var packets = new List<byte[]>();
        for (ReadOnlySpan<byte> rest = File.ReadAllBytes(file); rest.Length > 2;)
        {
            var length = BinaryPrimitives.ReadUInt16BigEndian(rest);
            packets.Add(rest.Slice(2, length).ToArray());
            rest = rest[(2 + length)..];
        }

        return packets;
    }
}
