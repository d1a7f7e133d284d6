using System.Text.Json;
using Nvr.Board.Parts;

namespace Nvr.Board.Files;

/// <summary>
/// Reads a board from its nodes and finds everything that cannot be meant, each with its line. Used once, by one thread; what it returns is to be used
/// only when there are no problems.
/// </summary>
internal sealed class BoardReader
{
    private const int MostHaste = 1000;
    private const int LongestWatchdogSeconds = 600;

    private readonly Section root;
    private readonly List<BoardProblem> problems;

    private BoardReader(BoardNode node, List<BoardProblem> problems)
    {
        root = new Section(node, problems);
        this.problems = problems;
    }

    public static BoardDescription Read(BoardNode node, List<BoardProblem> problems)
    {
        var reader = new BoardReader(node, problems);
        return node.Kind == JsonValueKind.Object ? reader.Read() : new BoardDescription { Name = "" };
    }

    private BoardDescription Read()
    {
        // For editors, which take their knowledge of the keys from there.
        root.Find("$schema");
        bool simulated = root.Flag("simulated");
        IReadOnlyList<GpioDescription> gpio = ChipSections.Controllers(root);
        var chips = new ChipSections(root, gpio);
        var wiring = new WiringBook(gpio, chips.Bare);
        var board = new BoardDescription
        {
            Name = root.Text("name"),
            Simulated = simulated,
            CameraNetworks = CameraNetworks(),
            OfficeNetwork = OfficeNetwork(),
            Gpio = gpio,
            Chips = chips.Complete(wiring),
            Panel = root.Child("panel") is { } panel ? PanelSection.Read(panel, wiring) : PanelDescription.None,
            Fan = root.Child("fan") is { } fan ? Fan(fan, wiring) : null,
            Poe = root.Child("poe") is { } poe ? PoeSection.Read(poe, wiring, simulated) : null,
            Bays = BaySection.Read(root, wiring, simulated),
            UsbSocket = root.TextOr("usbSocket"),
            Watchdog = root.Child("watchdog") is { } watchdog ? Watchdog(watchdog) : null,
            SimulatedPortScript = root.TextOr("simulatedPortScript"),
            SimulatedHaste = root.NumberOr("simulatedHaste", 1, MostHaste, 1),
        };
        foreach (string key in new[] { "simulatedPortScript", "simulatedHaste" })
        {
            if (!simulated && root.Find(key) is { } set)
            {
                root.Add(set, "this is for simulated boards alone.");
            }
        }
        if (board.OfficeNetwork is { } office && (board.CameraNetworks.Contains(office) || (board.Poe?.Ports ?? []).Any(p => p.Interface == office)))
        {
            root.Add(root.Find("officeNetwork")!, $"the interface \"{office}\" cannot be the office network: there are cameras behind it.");
        }
        root.End();
        problems.Sort((a, b) => (a.Line, a.Column).CompareTo((b.Line, b.Column)));
        return board;
    }

    private List<string> CameraNetworks()
    {
        var names = new List<string>();
        foreach (BoardNode item in root.List("cameraNetworks"))
        {
            string name = root.TextOf(item);
            if (item.Kind == JsonValueKind.String && !InterfaceName.IsOne(name))
            {
                root.Add(item, $"\"{name}\" is not the name of a network interface, such as poe0.");
            }
            if (names.Contains(name))
            {
                root.Add(item, $"the interface \"{name}\" stands here twice.");
            }
            names.Add(name);
        }
        return names;
    }

    private string? OfficeNetwork()
    {
        string? name = root.TextOr("officeNetwork");
        if (name is not null && !InterfaceName.IsOne(name))
        {
            root.Add(root.Find("officeNetwork")!, $"\"{name}\" is not the name of a network interface, such as end0.");
        }
        return name;
    }

    private static FanDescription Fan(Section fan, WiringBook wiring)
    {
        LinePlace? drive = wiring.Output(fan, "drive");
        string? hwmon = fan.TextOr("hwmon");
        if ((drive is null) == (hwmon is null))
        {
            fan.Add(fan.Node, "a fan needs either the line or channel that turns it, \"drive\", or the name of the kernel's device that does, \"hwmon\".");
        }
        LinePlace? tachometer = wiring.Input(fan, "tachometer");
        string? sensor = wiring.Chip(fan, "sensor", ChipKind.Lm75);
        fan.End();
        if (hwmon is not null && tachometer is not null)
        {
            fan.Add(fan.Find("tachometer")!, "the kernel's device tells the speed itself.");
        }
        return new FanDescription(drive, tachometer, sensor, hwmon);
    }

    private static WatchdogDescription Watchdog(Section watchdog)
    {
        string device = watchdog.Text("device");
        if (watchdog.Find("device") is { } at && !device.StartsWith("/dev/", StringComparison.Ordinal))
        {
            watchdog.Add(at, "this must be a device, such as /dev/watchdog0.");
        }
        var read = new WatchdogDescription(device, watchdog.NumberOr("seconds", 2, LongestWatchdogSeconds, 15));
        watchdog.End();
        return read;
    }
}
