using Nvr.Board.Disks;

namespace Nvr.Board.Tests.Disks;

public sealed class RebuildPaceTests
{
    [Theory]
    [InlineData(SyncAction.Idle, 30_000L, null, 5.0, null)]
    [InlineData(SyncAction.Recover, 30_000L, null, 0.3, null)]
    [InlineData(SyncAction.Recover, 30_000L, null, 1.5, null)]
    [InlineData(SyncAction.Recover, 30_000L, null, 2.0, 15_000L)]
    [InlineData(SyncAction.Check, 30_000L, 10_000L, 2.5, 5_000L)]
    [InlineData(SyncAction.Recover, 4_000L, 10_000L, 2.5, 2_000L)]
    [InlineData(SyncAction.Recover, 0L, 3_000L, 9.0, 1_500L)]
    [InlineData(SyncAction.Recover, 900L, 1_000L, 9.0, 1_000L)]
    [InlineData(SyncAction.Recover, 9_000L, 10_000L, 1.5, 10_000L)]
    [InlineData(SyncAction.Recover, 9_000L, 10_000L, 0.5, 15_000L)]
    [InlineData(SyncAction.Recover, 9_000L, 10_000L, 0.2, 20_000L)]
    [InlineData(SyncAction.Resync, 140_000L, 140_000L, 0.5, null)]
    public void Next_IsHalved_WhileFootageWaits_AndGrowsAgain(SyncAction action, long speed, long? limit, double slowest, long? expected) =>
        Assert.Equal(expected, RebuildPace.Next(Array(action, speed, limit), TimeSpan.FromSeconds(slowest)));

    [Fact]
    public void Next_OfAnArrayThatNothingIsRecordedTo_IsNone() => Assert.Null(RebuildPace.Next(Array(SyncAction.Recover, 30_000, 5_000), null));

    private static ArrayFacts Array(SyncAction action, long speed, long? limit) =>
        new() { Id = "a", Level = RaidLevel.Raid5, Slots = 3, Device = "/dev/md127", Action = action, SpeedKilobytes = speed, SpeedLimitKilobytes = limit };
}
