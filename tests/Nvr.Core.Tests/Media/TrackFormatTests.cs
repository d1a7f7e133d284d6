using Nvr.Core.Media;
using Xunit;

namespace Nvr.Core.Tests.Media;

public sealed class TrackFormatTests
{
    private static TrackFormat Make(byte profile, int width = 1920) =>
        new() { Codec = Codec.H264, ClockRate = 90_000, Width = width, Height = 1080, Config = new byte[] { 1, profile, 0, 40 } };

    [Fact]
    public void EqualBytes_AreEqualFormats()
    {
        Assert.Equal(Make(0x64), Make(0x64));
        Assert.Equal(Make(0x64).GetHashCode(), Make(0x64).GetHashCode());
    }

    [Fact]
    public void AnyDifference_ThatADecoderNotices_MakesAnotherFormat()
    {
        Assert.NotEqual(Make(0x64), Make(0x4d));
        Assert.NotEqual(Make(0x64), Make(0x64, 640));
    }
}
