using SimCamera.Material;

namespace SimCamera.Tests;

public sealed class AnnexBTests
{
    [Fact]
    public void Split_LongAndShortStartCodes_GivesUnits()
    {
        byte[] stream = [0, 0, 0, 1, 0x67, 1, 2, 0, 0, 1, 0x68, 3, 0, 0, 0, 1, 0x65, 0, 0, 3, 1, 4];

        Assert.Equal(["670102", "6803", "650000030104"], AnnexB.Split(stream).Select(u => Convert.ToHexString(u.Span)));
    }

    [Fact]
    public void Split_NoStartCode_GivesNothing() => Assert.Empty(AnnexB.Split(new byte[] { 1, 2, 3 }));
}
