using System.CommandLine;
using Nvr.Appliance.Hosting;
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
                int worst = CommandFrame.Success;
                foreach (VolumeOptions volume in Recorder.StoreOptions(directory).Volumes)
                {
                    worst = Math.Max(worst, CheckReportPrinter.Print(VolumeCheck.Run(volume.Path, cancellation)));
                }
                return Task.FromResult(worst);
            });
    }
}
