using Nvr.Core;
using Nvr.Recording.Watching;

namespace Nvr.Recording.Tests.Watching;

public sealed class SuspectsTests
{
    private const long Hour = 3_600_000_000;

    private readonly Suspects suspects = new();
    private readonly WatchPlan door = Plan("door");
    private readonly WatchPlan yard = Plan("yard");

    [Fact]
    public void Once_IsChance_TwiceIsNot()
    {
        Assert.False(suspects.Note(door, 0));
        Assert.False(suspects.Note(yard, 1));
        Assert.False(suspects.IsAside(door, 2));

        Assert.True(suspects.Note(door, 2));
        Assert.True(suspects.IsAside(door, 3));
        Assert.False(suspects.IsAside(yard, 3));
    }

    [Fact]
    public void AfterAnHour_ItIsTriedAgain_AndOnceIsEnough()
    {
        suspects.Note(door, 0);
        suspects.Note(door, 1);

        Assert.False(suspects.IsAside(door, Hour + 2));
        Assert.True(suspects.Note(door, (5 * Hour) + 2));
        Assert.True(suspects.IsAside(door, (5 * Hour) + 3));
    }

    [Fact]
    public void TwoTimes_FarApart_AreChance()
    {
        Assert.False(suspects.Note(door, 0));
        Assert.False(suspects.Note(door, Hour + 1));
    }

    [Fact]
    public void OtherSettings_BeginAnew()
    {
        suspects.Note(door, 0);
        suspects.Note(door, 1);
        WatchPlan changed = door with { Settings = new MotionSettings { Sensitivity = 10 } };

        Assert.False(suspects.IsAside(changed, 2));
        Assert.False(suspects.Note(changed, 2));
    }

    private static WatchPlan Plan(string name) => new(CameraId.New(), name, IsEnabled: true, HasSub: false, new MotionSettings());
}
