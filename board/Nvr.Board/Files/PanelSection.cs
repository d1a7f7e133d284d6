using Nvr.Board.Parts;

namespace Nvr.Board.Files;

/// <summary>Reads "panel". Pure but for the problems it finds.</summary>
internal static class PanelSection
{
    public static PanelDescription Read(Section panel, WiringBook wiring)
    {
        var read = new PanelDescription
        {
            Leds = Named<PanelLed, LedDescription>(panel, "leds", (section, value) => wiring.Led(section.Of(value))),
            Buttons = Named<PanelButton, LinePlace>(panel, "buttons", (section, value) => wiring.Input(section, value)),
            Display = panel.Child("display") is { } display ? Display(display, wiring) : null,
            Buzzer = wiring.Output(panel, "buzzer"),
        };
        panel.End();
        return read;
    }

    private static Dictionary<TName, T> Named<TName, T>(Section panel, string key, Func<Section, BoardNode, T?> read)
        where TName : struct, Enum
        where T : class
    {
        var all = new Dictionary<TName, T>();
        if (panel.Child(key) is { } section)
        {
            foreach ((string name, BoardNode value) in section.Members)
            {
                if (section.Choice<TName>(value, name) is { } known && read(section, value) is { } part)
                {
                    all[known] = part;
                }
            }
        }
        return all;
    }

    private static DisplayDescription Display(Section display, WiringBook wiring)
    {
        string? chip = wiring.Chip(display, "chip", ChipKind.Ssd1306);
        if (chip is null)
        {
            display.Add(display.Node, "a display needs the name of its \"chip\".");
        }
        int rows = display.NumberOr("rows", 32, 64, 64);
        if (rows is not (32 or 64))
        {
            display.Add(display.Find("rows")!, "this must be 32 or 64.");
        }
        var read = new DisplayDescription(chip ?? "", rows, display.Flag("upsideDown"));
        display.End();
        return read;
    }
}
