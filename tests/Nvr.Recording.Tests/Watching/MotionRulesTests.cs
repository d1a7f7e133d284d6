using Nvr.Core;
using Nvr.Recording.Watching;

namespace Nvr.Recording.Tests.Watching;

public sealed class MotionRulesTests
{
    private static readonly PicturePoint[] s_corner = [new(0, 0), new(0.5, 0), new(0, 0.5)];
    private static readonly MotionZone s_gate = new() { Name = "Gate", Points = s_corner };

    private static readonly Tripwire s_line = new() { Name = "Drive", Points = [new(0, 1), new(1, 0)] };

    public static TheoryData<MotionSettings, string> Faults => new()
    {
        { new MotionSettings { Mode = (MotionMode)7 }, "'motion.mode'" },
        { new MotionSettings { Sensitivity = 0 }, "'motion.sensitivity'" },
        { new MotionSettings { Sensitivity = 101 }, "'motion.sensitivity'" },
        { new MotionSettings { Zones = [.. Enumerable.Range(0, 17).Select(i => s_gate with { Name = $"Zone {i}" })] }, "'motion.zones'" },
        { new MotionSettings { Zones = [s_gate, s_gate with { Name = " gate " }] }, "same name" },
        { new MotionSettings { Zones = [s_gate, s_gate with { Name = " " }] }, "'motion.zones[1].name'" },
        { new MotionSettings { Zones = [null!] }, "'motion.zones[0].name'" },
        { new MotionSettings { Zones = [s_gate with { Name = null! }] }, "'motion.zones[0].name'" },
        { new MotionSettings { Zones = [s_gate with { Points = null! }] }, "'motion.zones[0].points'" },
        { new MotionSettings { Zones = [s_gate with { Points = [new(0, 0), new(1, 1)] }] }, "3 to 20 corners" },
        { new MotionSettings { Zones = [s_gate with { Points = [new(0, 0), new(1, 1), new(0, 1.1)] }] }, "lie in the picture" },
        { new MotionSettings { Zones = [s_gate with { Points = [new(0, 0), new(1, 1), new(0, double.NaN)] }] }, "lie in the picture" },
        { new MotionSettings { Zones = [s_gate with { Points = [new(0, 0), new(0.5, 0.5), new(1, 1)] }] }, "no area" },
        { new MotionSettings { Zones = [s_gate with { Sensitivity = 200 }] }, "'motion.zones[0].sensitivity'" },
        { new MotionSettings { Zones = [s_gate with { SmallestShare = -0.1 }] }, "'motion.zones[0].smallestShare'" },
        { new MotionSettings { Zones = [s_gate with { LargestShare = 1.1 }] }, "'motion.zones[0].largestShare'" },
        { new MotionSettings { Zones = [s_gate with { SmallestShare = 0.2, LargestShare = 0.1 }] }, "not be more than" },
        { new MotionSettings { Zones = [s_gate with { Schedule = [new(DayOfWeek.Monday, 10, 600)] }] }, "'motion.zones[0].schedule'" },
        { new MotionSettings { Zones = [s_gate with { Schedule = [null!] }] }, "'motion.zones[0].schedule'" },
        { new MotionSettings { Zones = [s_gate with { Schedule = [new(DayOfWeek.Monday, 0, 600), new(DayOfWeek.Monday, 585, 700)] }] }, "'motion.zones[0].schedule'" },
        { new MotionSettings { Zones = [s_gate with { LoiterSeconds = 4 }] }, "'motion.zones[0].loiterSeconds' must be between 5 and 3600" },
        { new MotionSettings { Zones = [s_gate with { LoiterSeconds = 3601 }] }, "'motion.zones[0].loiterSeconds'" },
        { new MotionSettings { Masks = [null!] }, "'motion.masks[0].points'" },
        { new MotionSettings { Tripwires = [.. Enumerable.Range(0, 17).Select(i => s_line with { Name = $"Line {i}" })] }, "'motion.tripwires'" },
        { new MotionSettings { Tripwires = [s_line, s_line with { Name = " drive " }] }, "two lines of the same name" },
        { new MotionSettings { Tripwires = [null!] }, "'motion.tripwires[0].name'" },
        { new MotionSettings { Tripwires = [s_line, s_line with { Name = "\n" }] }, "'motion.tripwires[1].name'" },
        { new MotionSettings { Tripwires = [s_line with { Points = null! }] }, "'motion.tripwires[0].points'" },
        { new MotionSettings { Tripwires = [s_line with { Points = [new(0, 0)] }] }, "2 to 20 points" },
        { new MotionSettings { Tripwires = [s_line with { Points = [.. Enumerable.Range(0, 21).Select(i => new PicturePoint(i / 20.0, 0))] }] }, "2 to 20 points" },
        { new MotionSettings { Tripwires = [s_line with { Points = [new(0, 0), new(1.1, 0)] }] }, "lie in the picture" },
        { new MotionSettings { Tripwires = [s_line with { Points = [new(0, 0), new(double.NaN, 0)] }] }, "lie in the picture" },
        { new MotionSettings { Tripwires = [s_line with { Points = [new(0.5, 0.5), new(0.5, 0.504), new(0.5, 0.5)] }] }, "make no line" },
        { new MotionSettings { Tripwires = [s_line with { Direction = (CrossingDirection)3 }] }, "'motion.tripwires[0].direction'" },
    };

    [Theory]
    [MemberData(nameof(Faults))]
    public void Settings_ThatCannotBe_AreExplained(MotionSettings settings, string words)
    {
        NvrException refused = Assert.Throws<NvrException>(() => MotionRules.Normalise(settings));

        Assert.Equal(ErrorKind.InvalidInput, refused.Kind);
        Assert.Contains(words, refused.Message, StringComparison.Ordinal);
        Assert.False(MotionRules.Holds(settings));
    }

    [Fact]
    public void Settings_AreStored_WithoutWhatSaysNothing()
    {
        MotionSettings stored = MotionRules.Normalise(new MotionSettings { Zones = [s_gate with { Name = " Gate ", Schedule = [] }], Masks = [] });

        Assert.Null(stored.Masks);
        MotionZone zone = Assert.Single(stored.Zones!);
        Assert.Equal(("Gate", null), (zone.Name, zone.Schedule));
        Assert.Null(MotionRules.Normalise(new MotionSettings { Tripwires = [] }).Tripwires);
        Assert.Equal("Drive", Assert.Single(MotionRules.Normalise(new MotionSettings { Tripwires = [s_line with { Name = " Drive " }] }).Tripwires!).Name);
    }
}
