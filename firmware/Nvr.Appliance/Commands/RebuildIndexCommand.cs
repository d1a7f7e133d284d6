using System.CommandLine;
using Nvr.Appliance.Hosting;
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
                int worst = CommandFrame.Success;
                foreach (VolumeOptions volume in Recorder.StoreOptions(directory).Volumes)
                {
                    worst = Math.Max(worst, CheckReportPrinter.Print(IndexRebuilder.Run(volume.Path, null, cancellation)));
                }
                return Task.FromResult(worst);
            });
    }
}
