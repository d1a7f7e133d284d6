using Nvr.Recording.Pictures;

namespace Nvr.Recording.Tests.Pictures;

public sealed class JpegShapeTests
{
    private static readonly byte[] s_frame = [0xFF, 0xC0, 0, 8, 8, 0, 90, 0, 160, 0];
    private static readonly byte[] s_comment = [0xFF, 0xFE, 0, 4, 1, 2];
    private static readonly byte[] s_scan = [0xFF, 0xDA, 0, 2, 1, 2, 3];

    [Fact]
    public void JpegOfTheSize_IsOne_AndOfAnotherSizeIsNot()
    {
        byte[] jpeg = Jpeg(s_comment, s_frame, s_scan);

        Assert.True(JpegShape.Is(jpeg, 160, 90));
        Assert.False(JpegShape.Is(jpeg, 90, 160));
        Assert.False(JpegShape.Is(jpeg.AsSpan(0, jpeg.Length - 1), 160, 90));
        Assert.False(JpegShape.Is(jpeg.AsSpan(1), 160, 90));
    }

    [Fact]
    public void FrameThatIsMissingDoubledProgressiveOrBehindTheScan_IsNone()
    {
        byte[] progressive = [.. s_frame];
        progressive[1] = 0xC2;

        Assert.False(JpegShape.Is(Jpeg(s_comment, s_scan), 160, 90));
        Assert.False(JpegShape.Is(Jpeg(s_frame, s_frame, s_scan), 160, 90));
        Assert.False(JpegShape.Is(Jpeg(progressive, s_scan), 160, 90));
        Assert.False(JpegShape.Is(Jpeg(s_scan, s_frame), 160, 90));
        Assert.False(JpegShape.Is(Jpeg(s_frame), 160, 90));
        Assert.False(JpegShape.Is("<html>"u8, 160, 90));
    }

    [Fact]
    public void AnyBytes_AreLookedAtWithoutHarm()
    {
        var random = new Random(1);
        for (int round = 0; round < 20_000; round++)
        {
            byte[] bytes = Jpeg(s_comment, s_frame, s_scan)[..random.Next(2, 24)];
            for (int i = 0; i < 4; i++)
            {
                bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            }
            byte[] closed = [.. bytes, 0xFF, 0xD9];

            Assert.True(!JpegShape.Is(closed, 160, 90) || closed.AsSpan().IndexOf(s_frame.AsSpan(5, 4)) > 0);
        }
    }

    private static byte[] Jpeg(params byte[][] parts) => [0xFF, 0xD8, .. parts.SelectMany(p => p), 0xFF, 0xD9];
}
