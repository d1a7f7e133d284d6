using System.CommandLine;
using SimCamera.Quirks;

namespace SimCamera.Commands;

/// <summary>The command line of <c>simcamera</c>.</summary>
internal static class Cli
{
    public static Task<int> RunAsync(string[] args)
    {
        var root = new RootCommand("Simulated RTSP cameras for trying and testing recorders. Needs ffmpeg.");
        root.Subcommands.Add(RunCommand.Make());
        root.Subcommands.Add(Quirks());
        return root.Parse(args).InvokeAsync();
    }

    private static Command Quirks()
    {
        var command = new Command("quirks", "Lists the ways in which a camera can misbehave.\n\nExample:\n  simcamera quirks");
        command.SetAction(_ =>
        {
            foreach (QuirkInfo quirk in QuirkCatalog.All)
            {
                string name = quirk.Parameter is null ? quirk.Name : $"{quirk.Name}[={quirk.Parameter}]";
                Console.WriteLine($"{name,-32} {quirk.Sentence}");
            }

            return 0;
        });
        return command;
    }
}
