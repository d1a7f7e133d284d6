using Nvr.Core.Time;
using Nvr.Recording.Watching;
using Nvr.Sandbox.Protocol;

namespace Nvr.Recording.Tests.Watching;

public sealed class MotionJudgeTests
{
    private static readonly PicturePoint[] s_left = [new(0, 0), new(0.5, 0), new(0.5, 1), new(0, 1)];
    private static readonly PicturePoint[] s_right = [new(0.5, 0), new(1, 0), new(1, 1), new(0.5, 1)];

    // A Thursday.
    private static readonly UtcTime s_noon = UtcTime.From(new DateTimeOffset(2026, 1, 1, 12, 0, 0, TimeSpan.Zero));

    [Fact]
    public void WithoutZones_TheWholePictureCounts_AndWhatStandsOutMostIsTold()
    {
        (string? zone, SeenThing thing) = Assert.Single(Judge(new MotionSettings(), Thing(0.1f, 30), Thing(0.7f, 60)));

        Assert.Null(zone);
        Assert.Equal(60, thing.Strength);
    }

    [Fact]
    public void Zones_TellWhatIsInThem()
    {
        MotionSettings settings = new() { Zones = [new MotionZone { Name = "Left", Points = s_left }, new MotionZone { Name = "Right", Points = s_right }] };

        Assert.Equal(["Right"], Judge(settings, Thing(0.7f, 60)).Select(j => j.Zone));
        Assert.Equal(["Left", "Right"], Judge(settings, Thing(0.45f, 60)).Select(j => j.Zone));
        Assert.Equal(["Left", "Right"], Judge(settings, Thing(0.1f, 60), Thing(0.8f, 60)).Select(j => j.Zone));
    }

    [Fact]
    public void Masks_HideWhatLiesBehindThem_ByHalf()
    {
        MotionSettings settings = new() { Masks = [new MotionMask { Points = s_left }] };

        Assert.Empty(Judge(settings, Thing(0.1f, 60), Thing(0.44f, 60)));
        Assert.Single(Judge(settings, Thing(0.46f, 60)));
    }

    [Fact]
    public void Size_HasBounds_AsSharesOfThePicture()
    {
        MotionSettings settings = new() { Zones = [new MotionZone { Name = "Left", Points = s_left, SmallestShare = 0.009, LargestShare = 0.011 }] };

        Assert.Single(Judge(settings, Thing(0.1f, 60)));
        Assert.Empty(Judge(settings, Thing(0.1f, 60) with { Width = 0.05f }));
        Assert.Empty(Judge(settings, Thing(0.1f, 60) with { Width = 0.2f }));
    }

    [Theory]
    [InlineData(100, 0.1f, true)]
    [InlineData(null, 3.9f, false)]
    [InlineData(null, 4.1f, true)]
    [InlineData(50, 24f, false)]
    [InlineData(50, 26f, true)]
    [InlineData(1, 97f, false)]
    [InlineData(1, 99f, true)]
    public void Sensitivity_AsksForStrength(int? sensitivity, float strength, bool counts)
    {
        Assert.Equal(counts, Judge(new MotionSettings { Sensitivity = sensitivity }, Thing(0.1f, strength)).Count == 1);
        MotionZone own = new() { Name = "Left", Points = s_left, Sensitivity = sensitivity ?? MotionSettings.UsualSensitivity };
        Assert.Equal(counts, Judge(new MotionSettings { Sensitivity = 30, Zones = [own] }, Thing(0.1f, strength)).Count == 1);
    }

    [Fact]
    public void Schedule_IsThatOfTheClockOnTheWall()
    {
        MotionSettings settings = new() { Zones = [new MotionZone { Name = "Left", Points = s_left, Schedule = [new(DayOfWeek.Thursday, 12 * 60, 13 * 60)] }] };

        Assert.Single(Judge(settings, Thing(0.1f, 60)));
        TimeZoneInfo later = TimeZoneInfo.CreateCustomTimeZone("later", TimeSpan.FromHours(2), null, null);
        Assert.Empty(new MotionJudge(settings).Look(Seen(false, Thing(0.1f, 60)), s_noon, later).Zones);
    }

    [Fact]
    public void SceneThatIsBeingLearnt_TellsNothing() => Assert.Same(MotionSight.Nothing, new MotionJudge(new MotionSettings()).Look(Seen(true, Thing(0.1f, 60)), s_noon, TimeZoneInfo.Utc));

    [Fact]
    public void Lines_GoByTheCamerasSensitivityAndMasks_NotByZones()
    {
        MotionSettings settings = new() { Sensitivity = 50, Masks = [new MotionMask { Points = s_left }], Zones = [new MotionZone { Name = "Left", Points = s_left, Sensitivity = 100 }] };

        MotionSight sight = new MotionJudge(settings).Look(Seen(false, Thing(0.1f, 60), Thing(0.7f, 60), Thing(0.8f, 24)), s_noon, TimeZoneInfo.Utc);

        Assert.Equal([0.7f], sight.Things.Select(t => t.Left));
        Assert.Empty(sight.Zones);
    }

    [Fact]
    public void Place_HasTheFirstZone_HoweverLittleItStandsOut()
    {
        MotionSettings settings = new()
        {
            Sensitivity = 1,
            Zones = [new MotionZone { Name = "Left", Points = s_left, LargestShare = 0.5 }, new MotionZone { Name = "Right", Points = s_right }],
            Masks = [new MotionMask { Points = [new(0, 0), new(0.1, 0), new(0.1, 1), new(0, 1)] }],
        };
        var judge = new MotionJudge(settings);

        Assert.Equal((true, "Left"), (judge.TryPlace(new(0.45f, 0.4f, 0.1f, 0.1f), s_noon, TimeZoneInfo.Utc, out string? both), both));
        Assert.Equal((true, "Right"), (judge.TryPlace(new(0.1f, 0, 0.9f, 1), s_noon, TimeZoneInfo.Utc, out string? large), large));
        Assert.False(judge.TryPlace(new(0, 0.4f, 0.1f, 0.1f), s_noon, TimeZoneInfo.Utc, out _));
        Assert.True(new MotionJudge(new MotionSettings()).TryPlace(new(0, 0.4f, 0.1f, 0.1f), s_noon, TimeZoneInfo.Utc, out string? whole));
        Assert.Null(whole);
    }

    private static List<(string? Zone, SeenThing Thing)> Judge(MotionSettings settings, params SeenThing[] things) =>
        [.. new MotionJudge(settings).Look(Seen(false, things), s_noon, TimeZoneInfo.Utc).Zones.Select(z => (z.Name, z.Most))];

    private static MotionMessage Seen(bool learning, params SeenThing[] things) => new(0, 1, learning, things);

    // A tenth of the picture in each direction.
    private static SeenThing Thing(float left, float strength) => new(1, 0, left, 0.4f, 0.1f, 0.1f, strength);
}
