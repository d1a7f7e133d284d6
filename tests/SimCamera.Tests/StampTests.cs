using SimCamera.Stamp;

namespace SimCamera.Tests;

public sealed class StampTests
{
    [Theory]
    [InlineData(VideoCodec.H264)]
    [InlineData(VideoCodec.H265)]
    [InlineData(VideoCodec.Mjpeg)]
    public void Stamp_WrittenAndRead_IsTheSame(VideoCodec codec)
    {
        var stamp = new FrameStamp(300, 1, long.MaxValue - 5, 1_795_417_017_607_014);
        byte[] wire = new byte[FrameStamp.MaxWireBytes];
        int length = stamp.Write(wire, codec);

        Assert.True(FrameStamp.TryRead(wire.AsSpan(0, length), out FrameStamp read));
        Assert.Equal(stamp, read);
    }

    [Fact]
    public void Stamp_OfZeros_NeedsNoEmulationPrevention()
    {
        byte[] wire = new byte[FrameStamp.MaxWireBytes];
        int length = default(FrameStamp).Write(wire, VideoCodec.H264);

        Assert.DoesNotContain((byte)0, wire[..length]);
    }

    [Fact]
    public void Reader_ForeignOrShortBytes_FindsNothing()
    {
        byte[] wire = new byte[FrameStamp.MaxWireBytes];
        int length = new FrameStamp(1, 0, 2, 3).Write(wire, VideoCodec.H264);

        Assert.False(FrameStamp.TryRead(wire.AsSpan(0, length - 3), out _));
        Assert.False(FrameStamp.TryRead(wire.AsSpan(5), out _));
        Assert.False(FrameStamp.TryRead([], out _));
    }

    [Fact]
    public void Reader_DamagedNumber_SaysNo()
    {
        byte[] wire = new byte[FrameStamp.MaxWireBytes];
        int length = new FrameStamp(1, 0, 2, 3).Write(wire, VideoCodec.H264);
        wire[length - 2] &= 0x7F;

        Assert.False(FrameStamp.TryRead(wire.AsSpan(0, length), out _));
    }
}
