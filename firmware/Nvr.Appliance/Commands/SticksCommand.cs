using System.CommandLine;
using System.Globalization;
using Nvr.Board;
using Nvr.Board.Files;
using Nvr.Board.Linux.Sticks;
using Nvr.Board.Sticks;
using Nvr.Core;
using Nvr.Storage.Settings;

namespace Nvr.Appliance.Commands;

/// <summary>
/// <c>nvrd board sticks</c>: what is plugged into the box's USB sockets and whether it can be written to, for whoever installs a box; mounts and releases a stick. Needs the permissions of the
/// recorder's own user.
/// </summary>
internal static class SticksCommand
{
    public static Command Create()
    {
        var board = new Option<string>("--board") { Description = "The board file.", HelpName = "FILE", Required = true };
        var mount = new Option<string?>("--mount") { Description = "Mounts the USB key for writing and prints its directory.", HelpName = "STICK" };
        var release = new Option<string?>("--release") { Description = "Writes out what is still held back, unmounts the USB key and takes its power away.", HelpName = "STICK" };
        var watch = new Option<bool>("--watch") { Description = "Lists them again whenever one comes, goes or changes, until Ctrl-C." };
        return CommandFrame.Create(
            "sticks",
            "Lists the USB keys, and whether they can be written to.",
            ["nvrd board sticks --board /etc/nvr/board.json", "nvrd board sticks --board /etc/nvr/board.json --release sda-7"],
            [board, mount, release, watch],
            async (parsed, cancellation) =>
            {
                BoardDescription description = BoardFile.Load(parsed.GetRequiredValue(board));
                if (description.Simulated)
                {
                    throw new NvrException(ErrorKind.InvalidInput, "The simulated board has no USB sockets; name the file of a real one.");
                }
                await using var sticks = new UdisksSticks(description, at => KnownVolume.At(at) is not null);
                await RunAsync(sticks, parsed.GetValue(mount), parsed.GetValue(release), parsed.GetValue(watch), cancellation);
                return CommandFrame.Success;
            });
    }

    private static async Task RunAsync(UdisksSticks sticks, string? mount, string? release, bool watch, CancellationToken cancellation)
    {
        if (mount is not null)
        {
            Console.Out.WriteLine(await sticks.MountAsync(mount, cancellation));
        }
        if (release is not null)
        {
            await sticks.ReleaseAsync(release, cancellation);
            Console.Out.WriteLine($"The USB key {release} can be pulled out.");
        }
        if (mount is null && release is null)
        {
            Print((await sticks.ReadAsync(cancellation)).Sticks);
        }
        while (watch && !cancellation.IsCancellationRequested)
        {
            // The service is asked now and then too: it may have been away, and with it its news.
            await sticks.WaitForNewsAsync(TimeSpan.FromMinutes(1), cancellation);
            Console.Out.WriteLine();
            Print((await sticks.ReadAsync(cancellation)).Sticks);
        }
    }

    private static void Print(IReadOnlyList<StickFacts> sticks)
    {
        if (sticks.Count == 0)
        {
            Console.Out.WriteLine("No USB key is plugged in.");
        }
        foreach (StickFacts stick in sticks)
        {
            string label = stick.Label.Length > 0 ? $" \"{stick.Label}\"" : "";
            string room = stick.FreeBytes is { } free ? $", mounted, {Megabytes(free)} free" : "";
            string verdict = stick.Verdict.IsUsable ? "It can be written to." : $"{stick.Verdict.Sentence} {stick.Verdict.NextStep}";
            Console.Out.WriteLine($"{stick.Id}: {stick.Name}{label}, {stick.FileSystemName}, {Megabytes(stick.Bytes)}{room}. {verdict}");
        }
    }

    private static string Megabytes(long bytes) => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1_000_000} MB");
}
