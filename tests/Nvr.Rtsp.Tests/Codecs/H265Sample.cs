using Nvr.Rtsp.Tests.Foreign;

namespace Nvr.Rtsp.Tests.Codecs;

/// <summary>Real H.265 parameter sets.</summary>
internal static class H265Sample
{
    private static readonly Lazy<List<byte[]>> Nals = new(() => ElementaryStream.NalsOfFile(Tool.Encode(
        "sample.h265", "-f", "lavfi", "-i", "testsrc2=size=320x240:rate=25:duration=0.2", "-pix_fmt", "yuv420p", "-c:v", "libx265", "-preset", "ultrafast", "-x265-params", "log-level=none")));

    public static byte[] Vps => Of(32);

    public static byte[] Sps => Of(33);

    public static byte[] Pps => Of(34);

    public static byte[] Idr => [19 << 1, 1, 0xAF, 1, 2, 3, 0x80];

    public static byte[] Trail => [1 << 1, 1, 0xD0, 4, 5, 6, 0x80];

    public static byte[] LaterSlice => [1 << 1, 1, 0x40, 7, 8, 9, 0x80];

    private static byte[] Of(int type) => Nals.Value.First(nal => nal[0] >> 1 == type);
}
