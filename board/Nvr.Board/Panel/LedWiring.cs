using Nvr.Board.Parts;

namespace Nvr.Board.Panel;

/// <summary>Brings a look onto an LED that may lack its colour, and a colour onto the LED's lines. Pure.</summary>
public static class LedWiring
{
    /// <summary>
    /// The nearest look that the LED can show. Nothing that asks for a person may look like all being well: amber and red on an LED that is only
    /// green or blue blink fast; green on an LED that is only red or amber stays dark.
    /// </summary>
    public static LedLook Fit(LedLook look, LedDescription led)
    {
        bool amber = led.Amber is not null || (led.Green is not null && led.Red is not null);
        LedColour calm = led.Green is not null ? LedColour.Green : led.Blue is not null ? LedColour.Blue : LedColour.Off;
        LedColour warm = amber ? LedColour.Amber : led.Red is not null ? LedColour.Red : LedColour.Off;
        return look.Colour switch
        {
            LedColour.Green => look with { Colour = calm },
            LedColour.Blue when led.Blue is null => look with { Colour = amber ? LedColour.Amber : calm != LedColour.Off ? calm : warm },
            LedColour.Amber when warm == LedColour.Off => new LedLook(calm, LedRhythm.FastBlink),
            LedColour.Amber => look with { Colour = warm },
            LedColour.Red when led.Red is null => amber ? new LedLook(LedColour.Amber, LedRhythm.FastBlink) : new LedLook(calm, LedRhythm.FastBlink),
            _ => look,
        };
    }

    /// <summary>Each of the LED's lines, and whether it is to be lit for a colour that the LED can show.</summary>
    public static IEnumerable<(LinePlace Line, bool Lit)> Lines(LedDescription led, LedColour colour)
    {
        bool mixed = colour == LedColour.Amber && led.Amber is null;
        return new[]
        {
            (led.Green, colour == LedColour.Green || mixed),
            (led.Red, colour == LedColour.Red || mixed),
            (led.Amber, colour == LedColour.Amber),
            (led.Blue, colour == LedColour.Blue),
        }.Where(l => l.Item1 is not null).Select(l => (l.Item1!, l.Item2));
    }
}
