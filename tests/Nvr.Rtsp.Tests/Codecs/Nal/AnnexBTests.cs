using Nvr.Rtsp.Codecs.Nal;
using Xunit;

namespace Nvr.Rtsp.Tests.Codecs.Nal;

public sealed class AnnexBTests
{
    [Fact]
    public void HasStartCode_AtEveryPlaceOfEveryLength_IsFound()
    {
        for (int length = 0; length < 300; length++)
        {
            byte[] bytes = new byte[length];
            bytes.AsSpan().Fill(0x55);
            Assert.False(AnnexB.HasStartCode(bytes));
            for (int at = 0; at + 3 <= length; at++)
            {
                bytes[at] = bytes[at + 1] = 0;
                Assert.False(AnnexB.HasStartCode(bytes), $"two zeros at {at} of {length}");
                bytes[at + 2] = 1;
                Assert.True(AnnexB.HasStartCode(bytes), $"at {at} of {length}");
                bytes.AsSpan(at, 3).Fill(0x55);
            }
        }
    }

    [Fact]
    public void HasStartCode_BytesOfFewValues_AgreesWithLookingAtEach()
    {
        var random = new Random(7);
        byte[] bytes = new byte[400];
        int found = 0;
        for (int round = 0; round < 20_000; round++)
        {
            Span<byte> part = bytes.AsSpan(0, random.Next(bytes.Length));
            random.NextBytes(part);
            int values = 2 + random.Next(30);
            foreach (ref byte b in part)
            {
                b = (byte)(b % values);
            }
            bool expected = Looked(part);
            found += expected ? 1 : 0;
            Assert.Equal(expected, AnnexB.HasStartCode(part));
        }
        Assert.InRange(found, 1_000, 19_000);
    }

    private static bool Looked(ReadOnlySpan<byte> bytes)
    {
        for (int i = 0; i + 2 < bytes.Length; i++)
        {
            if (bytes[i] == 0 && bytes[i + 1] == 0 && bytes[i + 2] == 1)
            {
                return true;
            }
        }
        return false;
    }
}
