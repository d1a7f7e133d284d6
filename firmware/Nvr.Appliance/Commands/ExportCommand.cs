using System.CommandLine;
using Nvr.Appliance.Hosting;
using Nvr.Core;
using Nvr.Core.Time;
using Nvr.Recording.Exports;

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
        var sound = new Option<string>("--sound")
        {
            Description = "original: as recorded. aac: for players that stay silent otherwise. none: without.",
            HelpName = "original|aac|none",
            DefaultValueFactory = _ => "original",
        };
        return CommandFrame.Create(
            "export",
            "Writes a stretch of one camera as one MP4; the pictures are those recorded. Not while nvrd runs: then the page does it.",
            ["nvrd export --data /var/lib/nvr --camera door --from 2026-11-23T21:40:00Z --to 2026-11-23T21:50:00Z --out door.mp4",
                "nvrd export --data /var/lib/nvr --camera door --from 2026-11-23T21:40:00Z --to 2026-11-23T21:50:00Z --sound aac --out door.mp4"],
            [data, camera, from, to, sound, output],
            (parsed, cancellation) => FootageExport.RunAsync(
                parsed.GetRequiredValue(data),
                parsed.GetRequiredValue(camera),
                new UtcRange(ParseTime(parsed.GetRequiredValue(from), "--from"), ParseTime(parsed.GetRequiredValue(to), "--to")),
                ParseSound(parsed.GetRequiredValue(sound)),
                parsed.GetRequiredValue(output),
                cancellation));
    }

    private static SoundChoice ParseSound(string text) => text switch
    {
        "original" => SoundChoice.Original,
        "aac" => SoundChoice.Aac,
        "none" => SoundChoice.None,
        _ => throw new NvrException(ErrorKind.InvalidInput, $"--sound {text} is not known. Choose original, aac or none."),
    };

    private static UtcTime ParseTime(string text, string option) =>
        UtcTime.TryParse(text, out UtcTime time)
            ? time
            : throw new NvrException(ErrorKind.InvalidInput, $"{option} {text} is not a time with its zone, for example 2026-11-23T21:40:00Z.");
}
