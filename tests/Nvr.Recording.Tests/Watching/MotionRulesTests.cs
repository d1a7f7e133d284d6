using Nvr.Core;
using Nvr.Recording.Watching;

namespace Nvr.Recording.Tests.Watching;

public sealed class MotionRulesTests
{
    private static readonly PicturePoint[] s_corner = [new(0, 0), new(0.5, 0), new(0, 0.5)];
    private static readonly MotionZone s_gate = new() { Name = "Gate", Points = s_corner };

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
        { new MotionSettings { Masks = [null!] }, "'motion.masks[0].points'" },
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
    }
}
