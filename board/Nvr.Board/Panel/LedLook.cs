namespace Nvr.Board.Panel;

/// <summary>What one LED does. Immutable.</summary>
public readonly record struct LedLook(LedColour Colour, LedRhythm Rhythm = LedRhythm.Solid)
{
    private const long MillisecondsASecond = 1000;

    public static LedLook Off => new(LedColour.Off);

    /// <summary>
    /// The colour at a moment of the monotonic clock. All LEDs share the clock, so that those that blink do it together.
    /// </summary>
    public LedColour At(long monotonicMs)
    {
        long within = monotonicMs % MillisecondsASecond;
        bool lit = Rhythm switch
        {
            LedRhythm.Blink => within < 500,
            LedRhythm.FastBlink => within % 250 < 125,
            LedRhythm.DoubleFlash => within is < 100 or (>= 200 and < 300),
            _ => true,
        };
        return lit ? Colour : LedColour.Off;
    }

    /// <summary>When the colour changes next, if it may before <paramref name="horizonMs"/>; the horizon where it does not.</summary>
    public long NextChange(long monotonicMs, long horizonMs)
    {
        long step = Colour == LedColour.Off ? 0 : Rhythm switch
        {
            LedRhythm.Blink => 500,
            LedRhythm.FastBlink => 125,
            LedRhythm.DoubleFlash => 100,
            _ => 0,
        };
        return step == 0 ? horizonMs : Math.Min(horizonMs, ((monotonicMs / step) + 1) * step);
    }
}
