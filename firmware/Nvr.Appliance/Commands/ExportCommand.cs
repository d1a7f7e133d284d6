using System.CommandLine;
using Nvr.Appliance.Hosting;
using Nvr.Core;
using Nvr.Core.Time;

namespace Nvr.Appliance.Commands;

/// <summary><c>nvrd export</c>: a stretch of one camera as one MP4.</summary>
internal static class ExportCommand
{
    public static Command Create()
    {
        Option<string> data = CommandFrame.DataOption();
        var camera = new Option<string>("--camera") { Description = "The camera's name.", HelpName = "NAME", Required = true };
        var from = new Option<string>("--from") { Description = "First moment, for example 2026-11-23T21:40:00Z.", HelpName = "T", Required = true };
        var to = new Option<string>("--to") { Description = "Last moment.", HelpName = "T", Required = true };
        var output = new Option<string>("--out") { Description = "The file to write; it must not exist.", HelpName = "FILE.mp4", Required = true };
        return CommandFrame.Create(
            "export",
            "Writes a stretch of one camera as one MP4, without re-encoding. Not while nvrd runs: then the page does it.",
            ["nvrd export --data /var/lib/nvr --camera door --from 2026-11-23T21:40:00Z --to 2026-11-23T21:50:00Z --out door.mp4"],
            [data, camera, from, to, output],
            (parsed, cancellation) => FootageExport.RunAsync(
                parsed.GetRequiredValue(data),
                parsed.GetRequiredValue(camera),
                new UtcRange(ParseTime(parsed.GetRequiredValue(from), "--from"), ParseTime(parsed.GetRequiredValue(to), "--to")),
                parsed.GetRequiredValue(output),
                cancellation));
    }

    private static UtcTime ParseTime(string text, string option) =>
        UtcTime.TryParse(text, out UtcTime time)
            ? time
            : throw new NvrException(ErrorKind.InvalidInput, $"{option} {text} is not a time with its zone, for example 2026-11-23T21:40:00Z.");
}
