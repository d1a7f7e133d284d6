using System.CommandLine;
using Nvr.Appliance.Networks;
using Nvr.Network.Applying;
using Nvr.Network.Services;

namespace Nvr.Appliance.Commands;

/// <summary><c>nvrd services apply</c>: tells SSH, syslog and SNMP what the recorder's settings say. For nvrd-services.service, as root.</summary>
internal static class ServicesCommand
{
    public static Command Create()
    {
        Option<string> data = CommandFrame.DataOption();
        var to = new Option<string>("--to") { Description = "Where the files go.", HelpName = "DIR", DefaultValueFactory = _ => RunPlaces.Usual };
        Command apply = CommandFrame.Create(
            "apply",
            "Writes what dropbear, rsyslogd and snmpd have to know, out of the settings. Ends with 0 only if all of it could be used.",
            ["nvrd services apply --data /var/lib/nvr"],
            [data, to],
            (parsed, _) => Task.FromResult(Apply(parsed.GetRequiredValue(data), parsed.GetRequiredValue(to))));
        return new CommandWithExamples("services", "What the box offers beside its page.", ["nvrd services apply --data /var/lib/nvr"]) { apply };
    }

    private static int Apply(string data, string to)
    {
        IReadOnlyList<string> problems = new ServicesApplier(data, new ServicePlaces(to), OwnName.Read()).Apply();
        foreach (string problem in problems)
        {
            Console.Error.WriteLine($"nvrd: {problem}");
        }
        return problems.Count == 0 ? CommandFrame.Success : CommandFrame.Failure;
    }
}
