using Nvr.Mp4.Boxes;
using Xunit;

namespace Nvr.Mp4.Tests.Boxes;

public sealed class Crc32CTests
{
    private const uint ReversedPolynomial = 0x82F63B78;

    [Fact]
    public void Crc32C_OfTheUsualDigits_IsTheUsualCheckValue() => Assert.Equal(0xE3069283, Crc32C.Of("123456789"u8));

    [Theory]
    [InlineData(0)]
    [InlineData(7)]
    [InlineData(2048)]
    [InlineData(6143)]
    [InlineData(6144)]
    [InlineData(6145)]
    [InlineData(32768)]
    [InlineData(50_001)]
    public void Crc32C_OfAnyLength_EqualsTheDefinitionBitByBit(int length)
    {
        byte[] data = new byte[length];
        new Random(length).NextBytes(data);

        Assert.Equal(BitByBit(data), Crc32C.Of(data));
    }

    [Fact]
    public void Crc32C_InPieces_EqualsTheWhole()
    {
        byte[] data = new byte[40_000];
        new Random(1).NextBytes(data);

        uint state = Crc32C.Update(Crc32C.Update(Crc32C.Seed, data.AsSpan(0, 13_001)), data.AsSpan(13_001));

        Assert.Equal(Crc32C.Of(data), Crc32C.Finish(state));
    }

    private static uint BitByBit(ReadOnlySpan<byte> data)
    {
        uint state = uint.MaxValue;
        foreach (byte value in data)
        {
            state ^= value;
            for (int bit = 0; bit < 8; bit++)
            {
                state = (state >> 1) ^ ((state & 1) * ReversedPolynomial);
            }
        }
        return ~state;
    }
}
