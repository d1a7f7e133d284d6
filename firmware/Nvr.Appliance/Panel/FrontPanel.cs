using Nvr.Board;
using Nvr.Board.Buzzer;
using Nvr.Board.Cooling;
using Nvr.Board.Display;
using Nvr.Board.Lines;
using Nvr.Board.Panel;
using Nvr.Board.Parts;
using Nvr.Core.Time;
using Nvr.Web.Panel;

namespace Nvr.Appliance.Panel;

/// <summary>The front panel for the page, and what a person at it has asked for. Thread-safe.</summary>
internal sealed class FrontPanel(
    BoardDescription board, PanelOutputs outputs, IBoardLines lines, AlarmBook alarms, BoxClock clock, FanKeeper? fan, IFan? turning) : IFrontPanel
{
    private readonly IReadOnlyList<PanelLight> lights = PanelLight.Of(board);
    private static readonly TimeSpan LocatingLasts = TimeSpan.FromMinutes(5);

    private long locatingUntilUs = long.MinValue;

    public bool IsLocating => clock.MonotonicUs < Volatile.Read(ref locatingUntilUs);

    public FrontPanelView Read()
    {
        PanelLook look = outputs.Lights.Look;
        return new FrontPanelView(
            board.Simulated,
            IsLocating,
            [.. lights.Select(l => LedOf(l, look))],
            [.. board.Panel.Buttons.Keys.Select(NameOf)],
            outputs.Display?.Current is { } screen ? DisplayOf(screen) : null,
            outputs.Buzzer is null ? null : new FrontBuzzer(alarms.Current is not null, alarms.IsMuted),
            fan?.State is { } now ? new FrontFan((int)Math.Round(now.Fraction * 100), now.Celsius, now.Rpm, now.IsStalled) : null);
    }

    public void Locate(bool on) =>
        Volatile.Write(ref locatingUntilUs, on ? clock.MonotonicUs + (long)LocatingLasts.TotalMicroseconds : long.MinValue);

    public void Mute() => alarms.Mute();

    public bool Press(string button, bool down)
    {
        if (lines is not SimulatedLines simulated || board.Panel.Buttons.FirstOrDefault(b => NameOf(b.Key) == button).Value is not { } line)
        {
            return false;
        }
        simulated.Press(line, down);
        return true;
    }

    public bool Warm(double? celsius, bool isStuck)
    {
        if (turning is not SimulatedFan simulated)
        {
            return false;
        }
        simulated.Play(celsius, isStuck);
        return true;
    }

    // After a reset of the password somebody may still be signed in who is no administrator, and anywhere in the world.
    private static FrontDisplay DisplayOf(Screen screen) => screen.IsForTheGlassAlone
        ? new FrontDisplay(screen.Width, screen.Height, new byte[screen.ToPages().Length], ["The set-up code, which is shown at the box alone"])
        : new FrontDisplay(screen.Width, screen.Height, screen.ToPages(), screen.Words);

    private static FrontLed LedOf(PanelLight light, PanelLook look)
    {
        LedLook fit = LedWiring.Fit(light.Pick(look), light.Led);
        return new FrontLed(light.Group, light.Name, NameOf(fit.Colour), NameOf(fit.Rhythm));
    }

    // As JSON writes names: the first letter small.
    private static string NameOf<T>(T value)
        where T : struct, Enum
    {
        string name = value.ToString();
        return char.ToLowerInvariant(name[0]) + name[1..];
    }
}
