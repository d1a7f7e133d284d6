using Nvr.Board;
using Nvr.Board.Lines;
using Nvr.Board.Panel;
using Nvr.Board.Parts;
using Nvr.Core.Time;
using Nvr.Web.Panel;

namespace Nvr.Appliance.Panel;

/// <summary>The front panel for the page, and what a person at it has asked for. Thread-safe.</summary>
internal sealed class FrontPanel(BoardDescription board, PanelConductor conductor, IBoardLines lines, BoxClock clock) : IFrontPanel
{
    private static readonly TimeSpan LocatingLasts = TimeSpan.FromMinutes(5);

    private long locatingUntilUs = long.MinValue;

    public bool IsLocating => clock.MonotonicUs < Volatile.Read(ref locatingUntilUs);

    public FrontPanelView Read()
    {
        PanelLook look = conductor.Look;
        return new FrontPanelView(
            board.Simulated,
            IsLocating,
            [
                .. board.Panel.Leds.Select(l => LedOf("panel", NameOf(l.Key), l.Value, PanelConductor.PickOf(l.Key)(look))),
                .. board.Bays.Index().Where(b => b.Item.Led is not null).Select(b => LedOf("bay", b.Item.Name, b.Item.Led!, look.Bays.ElementAtOrDefault(b.Index))),
                .. (board.Poe?.Ports ?? []).Index().Where(p => p.Item.Led is not null)
                    .Select(p => LedOf("port", p.Item.Name, p.Item.Led!, look.Ports.ElementAtOrDefault(p.Index))),
            ],
            [.. board.Panel.Buttons.Keys.Select(NameOf)]);
    }

    public void Locate(bool on) =>
        Volatile.Write(ref locatingUntilUs, on ? clock.MonotonicUs + (long)LocatingLasts.TotalMicroseconds : long.MinValue);

    public bool Press(string button, bool down)
    {
        if (lines is not SimulatedLines simulated || board.Panel.Buttons.FirstOrDefault(b => NameOf(b.Key) == button).Value is not { } line)
        {
            return false;
        }
        simulated.Press(line, down);
        return true;
    }

    private static FrontLed LedOf(string group, string name, LedDescription led, LedLook look)
    {
        LedLook fit = LedWiring.Fit(look, led);
        return new FrontLed(group, name, NameOf(fit.Colour), NameOf(fit.Rhythm));
    }

    // As JSON writes names: the first letter small.
    private static string NameOf<T>(T value)
        where T : struct, Enum
    {
        string name = value.ToString();
        return char.ToLowerInvariant(name[0]) + name[1..];
    }
}
