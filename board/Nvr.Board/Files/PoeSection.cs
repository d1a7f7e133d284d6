using Nvr.Board.Parts;

namespace Nvr.Board.Files;

/// <summary>Reads "poe". Pure but for the problems it finds.</summary>
internal static class PoeSection
{
    private const int MostPorts = 64;
    private const int MostWatts = 2000;
    private const int LastChannel = 3;
    private const int HighestPriority = 3;

    public static PoeDescription Read(Section poe, WiringBook wiring, bool simulated)
    {
        var names = new PartNames();
        PoePortDescription[] ports = [.. poe.Sections("ports").Select(port => Port(port, names, wiring, simulated))];
        if (ports.Length is 0 or > MostPorts)
        {
            poe.Add(poe.Find("ports") ?? poe.Node, $"\"ports\" must be a list of 1 to {MostPorts}.");
        }
        var read = new PoeDescription(
            poe.Number("budgetWatts", 1, MostWatts),
            poe.NumberOr("perRow", 1, MostPorts, Math.Max(1, ports.Length)),
            ports);
        poe.End();
        return read;
    }

    private static PoePortDescription Port(Section port, PartNames names, WiringBook wiring, bool simulated)
    {
        var read = new PoePortDescription(names.Read(port))
        {
            Chip = wiring.Chip(port, "chip", ChipKind.Tps23861),
            Channel = port.NumberOr("channel", 0, LastChannel, 0),
            Enable = wiring.Output(port, "enable"),
            PowerGood = wiring.Input(port, "powerGood"),
            Interface = port.TextOr("interface"),
            Priority = port.NumberOr("priority", 1, HighestPriority, 2),
            Led = wiring.Led(port, "led"),
        };
        Judge(port, read, simulated);
        if (read.Chip is { } chip)
        {
            wiring.TakeChannel(port, chip, read.Channel);
        }
        port.End();
        return read;
    }

    private static void Judge(Section port, PoePortDescription read, bool simulated)
    {
        bool isPlain = read.Enable is not null || read.PowerGood is not null;
        if (read.Chip is null && !isPlain && !simulated)
        {
            port.Add(port.Node, "a port needs either a \"chip\" and its \"channel\", or the lines \"enable\" or \"powerGood\" of a plain supply.");
        }
        if (read.Chip is not null && isPlain)
        {
            port.Add(port.Node, "a port has either a \"chip\" or the lines of a plain supply, not both.");
        }
        if ((read.Chip is null) != (port.Find("channel") is null))
        {
            port.Add(port.Node, "\"chip\" and \"channel\" go together.");
        }
        if (read.Interface is { } name && !InterfaceName.IsOne(name))
        {
            port.Add(port.Find("interface")!, $"\"{name}\" is not the name of a network interface, such as lan1.");
        }
    }
}
