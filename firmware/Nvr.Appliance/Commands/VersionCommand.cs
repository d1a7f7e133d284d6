using System.CommandLine;

namespace Nvr.Appliance.Commands;

/// <summary><c>nvrd version</c>.</summary>
internal static class VersionCommand
{
    public static Command Create() => CommandFrame.Create(
        "version",
        "Prints the version.",
        ["nvrd version"],
        [],
        (_, _) =>
        {
            Console.WriteLine($"nvrd {ProductVersion.Text}");
            return Task.FromResult(CommandFrame.Success);
        });
}
