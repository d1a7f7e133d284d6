using System.CommandLine;
using Nvr.Storage;
using Nvr.Storage.Settings;

namespace Nvr.Appliance.Commands;

/// <summary><c>nvrd check</c>: exit 0 only if files and index agree and every fragment can be read.</summary>
internal static class CheckCommand
{
    public static Command Create()
    {
        Option<string> data = CommandFrame.DataOption();
        return CommandFrame.Create(
            "check",
            "Compares files and index and reads every fragment. Ends with 0 only if all is well. Not while nvrd runs.",
            ["nvrd check --data /var/lib/nvr"],
            [data],
            (parsed, cancellation) =>
            {
                using DataDirectory directory = DataDirectory.OpenExisting(parsed.GetRequiredValue(data));
                CheckReport report = VolumeCheck.Run(directory.FootagePath, cancellation);
                return Task.FromResult(CheckReportPrinter.Print(report));
            });
    }
}
