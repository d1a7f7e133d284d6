using System.CommandLine;
using Nvr.Storage;
using Nvr.Storage.Settings;

namespace Nvr.Appliance.Commands;

/// <summary><c>nvrd rebuild-index</c>.</summary>
internal static class RebuildIndexCommand
{
    public static Command Create()
    {
        Option<string> data = CommandFrame.DataOption();
        return CommandFrame.Create(
            "rebuild-index",
            "Makes a new index from the files alone; the old one is kept aside. Not while nvrd runs.",
            ["nvrd rebuild-index --data /var/lib/nvr"],
            [data],
            (parsed, cancellation) =>
            {
                using DataDirectory directory = DataDirectory.OpenExisting(parsed.GetRequiredValue(data));
                CheckReport report = IndexRebuilder.Run(directory.FootagePath, null, cancellation);
                return Task.FromResult(CheckReportPrinter.Print(report));
            });
    }
}
