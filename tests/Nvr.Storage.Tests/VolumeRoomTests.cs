using Nvr.Storage.Volumes;

namespace Nvr.Storage.Tests;

/// <summary>Which volumes count as equally free.</summary>
public sealed class VolumeRoomTests
{
    private const long Step = VolumeRoom.Step;

    /// <summary>Wherever the rooms lie: a border between two steps must not tell apart what is equal.</summary>
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(-1)]
    public void RoomsThatHardlyDiffer_AreEqual_AtEveryPlace(long offset)
    {
        long[] rooms = [(7 * Step) + offset, (7 * Step) + offset - 1, (7 * Step) + offset - Step + 1];

        Assert.Equal(rooms, VolumeRoom.Freest(rooms, r => r));
    }

    [Fact]
    public void AStepLess_IsLess()
    {
        Assert.Equal([3 * Step], VolumeRoom.Freest([2 * Step, 3 * Step, -Step], r => r));
    }

    [Fact]
    public void FullOnes_AreEqual_AndNoneIsNone()
    {
        Assert.Equal([-10L, -20L], VolumeRoom.Freest([-10L, -20L], r => r));
        Assert.Empty(VolumeRoom.Freest<long>([], r => r));
    }
}
