using System.CommandLine;
using Nvr.Appliance.Networks;
using Nvr.Network.Applying;

namespace Nvr.Appliance.Commands;

/// <summary><c>nvrd network apply</c>: tells systemd's network services and dnsmasq of the box's networks. For nvrd-network.service, as root.</summary>
internal static class NetworkCommand
{
    private const int UsualPort = 443;

    public static Command Create()
    {
        Option<string> data = CommandFrame.DataOption();
        var board = new Option<string>("--board") { Description = "The board file.", HelpName = "FILE", Required = true };
        var port = new Option<int>("--port") { Description = "Where the page is served, to be announced in the office network.", HelpName = "PORT", DefaultValueFactory = _ => UsualPort };
        var to = new Option<string>("--to")
        {
            Description = "Where the files go. Other than at /run, the machine keeps its name.",
            HelpName = "DIR",
            DefaultValueFactory = _ => RunPlaces.Usual,
        };
        Command apply = CommandFrame.Create(
            "apply",
            "Writes what systemd-networkd, systemd-resolved and dnsmasq have to know, out of the board file, the settings, and what the recorder wants to try. Ends with 0 only if all of it could be used.",
            ["nvrd network apply --board /etc/nvr/board.json --data /var/lib/nvr"],
            [data, board, port, to],
            (parsed, _) => Task.FromResult(Apply(parsed.GetRequiredValue(board), parsed.GetRequiredValue(data), parsed.GetValue(port), parsed.GetRequiredValue(to))));
        return new CommandWithExamples("network", "The box's own networks.", ["nvrd network apply --board /etc/nvr/board.json --data /var/lib/nvr"]) { apply };
    }

    private static int Apply(string board, string data, int port, string to)
    {
        string name = OwnName.Read();
        IReadOnlyList<string> problems = new NetworkApplier(board, data, new RunPlaces(to), name, port).Apply();
        foreach (string problem in problems)
        {
            Console.Error.WriteLine($"nvrd: {problem}");
        }
        if (to == RunPlaces.Usual)
        {
            KernelName.Set(name);
        }
        return problems.Count == 0 ? CommandFrame.Success : CommandFrame.Failure;
    }
}
