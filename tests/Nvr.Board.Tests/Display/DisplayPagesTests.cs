using Nvr.Board.Display;
using Nvr.Board.Panel;
using Nvr.Core.Health;

namespace Nvr.Board.Tests.Display;

/// <summary>What the display says, and in which words.</summary>
public sealed class DisplayPagesTests
{
    private static readonly DisplayFacts Well = new()
    {
        Phase = BoxPhase.Running, Name = "nvr", Page = new Uri("https://192.168.1.20:8443/"), CamerasRecording = 7, CamerasWanted = 8, Storage = "Disk 4 TB, 93 % used",
    };

    [Fact]
    public void Box_ThatIsWell_TellsNameCamerasDiskAndAddress()
    {
        IReadOnlyList<Screen> pages = DisplayPages.Of(Well, 64);

        Assert.Equal(["nvr", "Recording 7 of 8", "Disk 4 TB, 93 % used", "All is well"], pages[0].Words);
        Assert.Contains("192.168.1.20:8443", string.Concat(pages[1].Words), StringComparison.Ordinal);
        Assert.Equal(2, pages.Count);
    }

    [Fact]
    public void NewBox_TellsTheSetUpCodeAndWhereToEnterIt()
    {
        IReadOnlyList<Screen> pages = DisplayPages.Of(Well with { SetupCode = "12345678" }, 64);

        Screen code = Assert.Single(pages, p => p.Words.Contains("1234 5678"));
        Assert.Equal([code], pages.Where(p => p.IsForTheGlassAlone));
        Assert.Contains(pages, p => string.Concat(p.Words).Contains("192.168.1.20", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(64, 1)]
    [InlineData(32, 4)]
    public void Fingerprint_StandsWhole_OnAsManyPagesAsItTakes(int height, int pages)
    {
        string digits = string.Concat(Enumerable.Range(0, 32).Select(i => i.ToString("X2", System.Globalization.CultureInfo.InvariantCulture)));

        Screen[] shown = [.. DisplayPages.Of(Well with { Fingerprint = digits }, height).Where(p => p.Words[0].StartsWith("Fingerprint", StringComparison.Ordinal))];

        Assert.Equal(pages, shown.Length);
        Assert.Equal(digits, string.Concat(shown.SelectMany(p => p.Words.Skip(1))).Replace(" ", "", StringComparison.Ordinal));
        // Nothing lies beyond the glass.
        Assert.All(shown, p => Assert.All(p.Words, w => Assert.True(w.Length * ScreenFont.Small.Width <= DisplayPages.Width, w)));
    }

    [Fact]
    public void Troubles_EachHaveAPage()
    {
        HealthItem[] troubles = [new("a", HealthLevel.Failure, "Camera door is not being recorded."), new("b", HealthLevel.Attention, "One disk is about to fail.")];

        IReadOnlyList<Screen> pages = DisplayPages.Of(Well with { Troubles = troubles }, 64);

        Assert.Equal("2 things to see to", pages[0].Words[^1]);
        Assert.Equal("Camera door is not being recorded.", string.Join(' ', pages[1].Words));
        Assert.Equal("One disk is about to fail.", string.Join(' ', pages[2].Words));
    }

    [Theory]
    [InlineData(ExportState.Running, "Exporting")]
    [InlineData(ExportState.SafeToRemove, "Safe to remove")]
    [InlineData(ExportState.Failed, "Export failed")]
    public void Export_HasTheDisplayToItself(ExportState state, string head)
    {
        Screen page = Assert.Single(DisplayPages.Of(Well with { Export = state, ExportDone = 0.5, ExportSentence = "12 min left" }, 64));

        Assert.Equal([head, "12 min left"], page.Words);
        // Half of the bar is filled.
        Assert.Equal(state == ExportState.Running, page.IsLit(60, 22) && !page.IsLit(70, 22));
    }

    [Fact]
    public void PersonAtTheBox_ComesFirst()
    {
        DisplayFacts busy = Well with { Export = ExportState.Running, IsLocating = true };

        Assert.Equal("This is the one that you look for.", string.Join(' ', Assert.Single(DisplayPages.Of(busy, 64)).Words.Skip(1)));
        Assert.Equal("Let go to reset", Assert.Single(DisplayPages.Of(busy with { Reset = ResetStage.FactorySettings }, 64)).Words[0]);
        Assert.Equal("Shutting down", Assert.Single(DisplayPages.Of(busy with { Reset = ResetStage.FactorySettings, Phase = BoxPhase.Stopping }, 64)).Words[0]);
    }

    [Fact]
    public void EveryCombination_HasPagesThatFit()
    {
        foreach (int height in new[] { 64, 32 })
        {
            foreach (DisplayFacts facts in All())
            {
                IReadOnlyList<Screen> pages = DisplayPages.Of(facts, height);
                Assert.NotEmpty(pages);
                Assert.All(pages, p => Assert.Equal((128, height, true), (p.Width, p.Height, p.Words.Count > 0)));
            }
        }
    }

    [Fact]
    public void LongNamesAndForeignLetters_AreShownAsFarAsTheyGo()
    {
        Screen page = DisplayPages.Of(Well with { Name = "Überwachung im Erdgeschoß der Schule" }, 64)[0];
        var wanted = new Screen(128, 64);
        wanted.Write(0, 0, ScreenFont.Large, "Überwachung i...");

        Assert.Equal("Überwachung im Erdgeschoß der Schule", page.Words[0]);
        Assert.Equal(wanted.ToPages()[..256], page.ToPages()[..256]);
    }

    private static IEnumerable<DisplayFacts> All() =>
        from phase in Enum.GetValues<BoxPhase>()
        from export in Enum.GetValues<ExportState>()
        from reset in Enum.GetValues<ResetStage>()
        from code in new[] { null, "12345678" }
        from page in new[] { null, Well.Page, new Uri("https://[2001:db8:85a3:8d3:1319:8a2e:370:7348]:8443/") }
        from locating in new[] { false, true }
        from wanted in new[] { 0, 8 }
        select Well with { Phase = phase, Export = export, Reset = reset, SetupCode = code, Page = page, IsLocating = locating, CamerasWanted = wanted };
}
