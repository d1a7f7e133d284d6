using System.Buffers.Binary;
using System.Globalization;
using SimCamera.Stamp;
using SimCamera.Tests.Wire;

namespace SimCamera.Tests.Onvif;

/// <summary>Plays a card and reads what comes, packet by packet, without any of the product's code.</summary>
internal static class CardReplay
{
    public static async Task<RawReply> PlayAsync(RawRtsp client, string url, DateTimeOffset from, DateTimeOffset? to, bool fast, int status = 200)
    {
        Assert.Equal(200, (await client.AskAsync("DESCRIBE", url)).Status);
        RawReply setup = await client.AskAsync("SETUP", url + "/trackID=0", "Transport: RTP/AVP/TCP;unicast;interleaved=0-1");
        string range = $"Range: clock={Clock(from)}-{(to is { } end ? Clock(end) : "")}";
        RawReply play = await client.AskAsync("PLAY", url, $"Session: {setup.SessionId}", "Require: onvif-replay", range, $"Rate-Control: {(fast ? "no" : "yes")}");
        Assert.Equal(status, play.Status);
        return play;
    }

    private static string Clock(DateTimeOffset time) => time.UtcDateTime.ToString("yyyyMMdd'T'HHmmss.fff'Z'", CultureInfo.InvariantCulture);

    public static DateTimeOffset At(long utcUs) => DateTimeOffset.UnixEpoch.AddMicroseconds(utcUs);

    public static async Task<List<(FrameStamp Stamp, long UtcUs, byte Flags)>> ToTheEndAsync(RawRtsp client, int most = int.MaxValue)
    {
        List<(FrameStamp Stamp, long UtcUs, byte Flags)> pictures = [];
        while (pictures.Count < most && (pictures.Count == 0 || (pictures[^1].Flags & 0x10) == 0))
        {
            byte[] packet = (await client.UntilAsync(p => p.Channel == 0)).Bytes;
            Assert.Equal((0x90, 0xABAC_0003), (packet[0], BinaryPrimitives.ReadUInt32BigEndian(packet.AsSpan(12))));
            if (FrameStamp.TryRead(packet.AsSpan(28), out FrameStamp stamp))
            {
                pictures.Add((stamp, UtcUs(packet.AsSpan(16)), packet[24]));
            }
        }

        return pictures;
    }

    private static long UtcUs(ReadOnlySpan<byte> ntp)
    {
        long seconds = BinaryPrimitives.ReadUInt32BigEndian(ntp) - 2_208_988_800;
        return (seconds * 1_000_000) + (long)Math.Round(BinaryPrimitives.ReadUInt32BigEndian(ntp[4..]) * 1e6 / 4_294_967_296);
    }
}
