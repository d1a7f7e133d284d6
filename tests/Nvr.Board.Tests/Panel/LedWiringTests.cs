using Nvr.Board.Panel;
using Nvr.Board.Parts;

namespace Nvr.Board.Tests.Panel;

/// <summary>Looks on LEDs that lack their colour: every LED that a board file can describe, with every look.</summary>
public sealed class LedWiringTests
{
    private static readonly LinePlace Somewhere = new("x", 0, ActiveLow: false);

    private static IEnumerable<LedDescription> AllLeds =>
        from colours in Enumerable.Range(1, 15)
        select new LedDescription
        {
            Green = (colours & 1) != 0 ? Somewhere with { Line = 1 } : null,
            Red = (colours & 2) != 0 ? Somewhere with { Line = 2 } : null,
            Amber = (colours & 4) != 0 ? Somewhere with { Line = 3 } : null,
            Blue = (colours & 8) != 0 ? Somewhere with { Line = 4 } : null,
        };

    private static IEnumerable<LedLook> AllLooks =>
        from colour in Enum.GetValues<LedColour>()
        from rhythm in Enum.GetValues<LedRhythm>()
        select new LedLook(colour, rhythm);

    [Fact]
    public void Fit_OfEveryLookOnEveryLed_CanBeShown()
    {
        foreach ((LedDescription led, LedLook look) in AllLeds.SelectMany(led => AllLooks.Select(look => (led, look))))
        {
            LedLook fit = LedWiring.Fit(look, led);
            Assert.Equal(fit.Colour != LedColour.Off, LedWiring.Lines(led, fit.Colour).Any(l => l.Lit));
        }
    }

    [Fact]
    public void Fit_OfTroubleOnEveryLed_IsLitAndNeverLooksWell()
    {
        foreach (LedDescription led in AllLeds)
        {
            LedLook well = LedWiring.Fit(new LedLook(LedColour.Green), led);
            foreach (LedColour trouble in new[] { LedColour.Amber, LedColour.Red })
            {
                LedLook fit = LedWiring.Fit(new LedLook(trouble), led);
                Assert.NotEqual(LedColour.Off, fit.Colour);
                Assert.NotEqual(well, fit);
            }
        }
    }

    [Fact]
    public void Fit_OfWellOnAnLedOfWarmColours_StaysDark() =>
        Assert.Equal(LedColour.Off, LedWiring.Fit(new LedLook(LedColour.Green), new LedDescription { Red = Somewhere }).Colour);

    [Fact]
    public void Lines_OfAmberOnAGreenAndRedLed_LightsBoth() =>
        Assert.Equal([(1, true), (2, true)], LedWiring.Lines(new LedDescription { Green = Somewhere with { Line = 1 }, Red = Somewhere with { Line = 2 } }, LedColour.Amber).Select(l => (l.Line.Line, l.Lit)));
}
