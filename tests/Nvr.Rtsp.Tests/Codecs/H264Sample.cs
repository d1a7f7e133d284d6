using Nvr.Rtsp.Tests.Foreign;

namespace Nvr.Rtsp.Tests.Codecs;

/// <summary>NAL units for streams built by hand: real parameter sets, slices that are real as far as a recorder looks.</summary>
internal static class H264Sample
{
    private static readonly Lazy<(byte[] Sps, byte[] Pps)> Small = new(() => Encode(320));
    private static readonly Lazy<(byte[] Sps, byte[] Pps)> Big = new(() => Encode(640));

    public static byte[] Sps => Small.Value.Sps;

    public static byte[] Pps => Small.Value.Pps;

    public static byte[] BigSps => Big.Value.Sps;

    public static byte[] BigPps => Big.Value.Pps;

    public static byte[] Sei => [6, 5, 3, 1, 2, 3, 0x80];

    /// <summary>Recovery point with recovery_frame_cnt 0.</summary>
    public static byte[] RecoveryPoint => [6, 6, 1, 0xC4, 0x80];

    public static byte[] Idr(byte content = 1) => [0x65, 0x88, 0x84, content, content, 0x80];

    public static byte[] P(byte content = 2) => [0x41, 0x9A, 0x24, content, content, 0x80];

    /// <summary>A slice that begins in the middle of a picture.</summary>
    public static byte[] LaterSlice(byte content = 3) => [0x41, 0x4D, 0x13, content, content, 0x80];

    public static byte[] Fragment(byte[] nal, bool isFirst, bool isLast, Range data, int? type = null) =>
        [(byte)((nal[0] & 0xE0) | 28), (byte)((isFirst ? 0x80 : 0) | (isLast ? 0x40 : 0) | (type ?? (nal[0] & 0x1F))), .. nal[1..][data]];

    public static byte[] Aggregate(params byte[][] nals) =>
        [24, .. nals.SelectMany(nal => new[] { (byte)(nal.Length >> 8), (byte)nal.Length }.Concat(nal))];

    public static string Sprop(params byte[][] nals) => string.Join(',', nals.Select(System.Convert.ToBase64String));

    private static (byte[] Sps, byte[] Pps) Encode(int width)
    {
        var file = Tool.Encode(
            $"sample{width}.h264", "-f", "lavfi", "-i", $"testsrc2=size={width}x240:rate=25:duration=0.2", "-pix_fmt", "yuv420p", "-c:v", "libx264", "-bf", "0", "-preset", "ultrafast");
        var nals = ElementaryStream.NalsOfFile(file);
        return (nals.First(nal => (nal[0] & 0x1F) == 7), nals.First(nal => (nal[0] & 0x1F) == 8));
    }
}
