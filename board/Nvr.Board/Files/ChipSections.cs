using System.Globalization;
using Nvr.Board.Parts;

namespace Nvr.Board.Files;

/// <summary>Reads "gpio" and "chips": what lines and I2C devices there are. Used by one thread while a file is read.</summary>
internal sealed class ChipSections
{
    private const int MostBuses = 64;

    /// <summary>The addresses that a chip can have by its pins, and what is left of I2C's seven bits where many are possible.</summary>
    private static readonly Dictionary<ChipKind, (int Least, int Most)> Addresses = new()
    {
        [ChipKind.Mcp23017] = (0x20, 0x27),
        [ChipKind.Pca9685] = (0x40, 0x7f),
        [ChipKind.Ssd1306] = (0x3c, 0x3d),
        [ChipKind.Tps23861] = (0x08, 0x77),
        [ChipKind.Lm75] = (0x48, 0x4f),
    };

    private readonly List<(Section Section, ChipDescription Chip)> read = [];

    /// <summary>Reads all chips but for their interrupt lines, which may lie on a chip that stands further down.</summary>
    public ChipSections(Section root, IReadOnlyList<GpioDescription> gpio)
    {
        var names = new PartNames();
        foreach (Section section in root.Sections("chips"))
        {
            string name = names.Read(section);
            if (section.Find("name") is { } at && gpio.Any(g => g.Name == name))
            {
                section.Add(at, $"\"{name}\" is the name of a GPIO controller already.");
            }
            ChipDescription chip = Chip(section, name);
            if (section.Find("address") is { } addressAt && Bare.FirstOrDefault(c => c.Bus == chip.Bus && c.Address == chip.Address) is { } other)
            {
                section.Add(addressAt, $"\"{other.Name}\" has this address on bus {chip.Bus} already.");
            }
            read.Add((section, chip));
        }
    }

    /// <summary>Without their interrupt lines.</summary>
    public IReadOnlyList<ChipDescription> Bare => [.. read.Select(r => r.Chip)];

    public static IReadOnlyList<GpioDescription> Controllers(Section root)
    {
        var names = new PartNames();
        var controllers = new List<GpioDescription>();
        foreach (Section section in root.Sections("gpio"))
        {
            var controller = new GpioDescription(names.Read(section), section.Text("label"));
            if (section.Find("label") is { } at && controllers.Any(c => c.Label == controller.Label))
            {
                section.Add(at, $"the controller \"{controller.Label}\" has a name already.");
            }
            controllers.Add(controller);
            section.End();
        }
        return controllers;
    }

    /// <summary>Reads the interrupt lines, and finds what is unknown.</summary>
    public IReadOnlyList<ChipDescription> Complete(WiringBook wiring) => [.. read.Select(r => Complete(r.Section, r.Chip, wiring))];

    private static ChipDescription Complete(Section section, ChipDescription chip, WiringBook wiring)
    {
        LinePlace? interrupt = wiring.Input(section, "interrupt");
        if (interrupt is not null && chip.Kind != ChipKind.Mcp23017)
        {
            section.Add(section.Find("interrupt")!, "only a mcp23017 has an interrupt line.");
        }
        section.End();
        return chip with { Interrupt = interrupt };
    }

    private static ChipDescription Chip(Section section, string name)
    {
        string kindText = section.Text("kind");
        ChipKind? kind = section.Find("kind") is { } at ? section.Choice<ChipKind>(at, kindText) : null;
        return new ChipDescription(name, kind ?? default, section.Number("bus", 0, MostBuses - 1), Address(section, kind)) { ShuntMilliohms = Shunt(section, kind) };
    }

    private static int Address(Section section, ChipKind? kind)
    {
        string text = section.Text("address");
        if (section.Find("address") is not { } at || text.Length == 0)
        {
            return 0;
        }
        (int least, int most) = kind is { } known ? Addresses[known] : (0x08, 0x77);
        if (text.StartsWith("0x", StringComparison.Ordinal)
            && int.TryParse(text.AsSpan(2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out int address)
            && address >= least && address <= most)
        {
            return address;
        }
        section.Add(at, $"this must be an address from \"0x{least:x2}\" to \"0x{most:x2}\".");
        return 0;
    }

    private static int Shunt(Section section, ChipKind? kind)
    {
        int shunt = section.NumberOr("shuntMilliohms", 250, 255, 255);
        if (section.Find("shuntMilliohms") is { } at && (kind != ChipKind.Tps23861 || shunt is not (250 or 255)))
        {
            section.Add(at, "this is for a tps23861, and is 250 or 255.");
        }
        return shunt;
    }
}
