using System.CommandLine;
using Torture.Kills;

namespace Torture;

/// <summary>The command line of <c>torture</c>: exit code 0 when every promise was kept, 1 when one was broken.</summary>
internal static class Cli
{
    private const string Help = """
        Kills a recording nvrd (SIGKILL) at random moments and judges what was lost by the simulated cameras' frame counters.
        The environment variable NVRD names the program.

        Examples:
          torture --kills 20
          torture --kills 500 --cameras 16 --seed 7
        """;

    public static Task<int> RunAsync(string[] args)
    {
        var kills = new Option<int>("--kills") { Description = "How many kills.", DefaultValueFactory = _ => 20 };
        var cameras = new Option<int>("--cameras") { Description = "How many simulated cameras.", DefaultValueFactory = _ => 8 };
        var seed = new Option<int?>("--seed") { Description = "Of the random moments." };
        var data = new Option<string?>("--data") { Description = "Where to record; a temporary directory when not given." };
        var root = new RootCommand(Help) { kills, cameras, seed, data };
        root.SetAction((given, _) => TortureAsync(
            new KillOptions(given.GetValue(kills)) { Cameras = given.GetValue(cameras), Seed = given.GetValue(seed) ?? Random.Shared.Next() },
            given.GetValue(data)));
        return root.Parse(args).InvokeAsync();
    }

    private static async Task<int> TortureAsync(KillOptions options, string? data)
    {
        string directory = data ?? Directory.CreateTempSubdirectory("nvr-torture-").FullName;
        Console.WriteLine($"{options.Kills} kills, {options.Cameras} cameras, seed {options.Seed}, in {directory}");
        KillReport report = await new KillTorture(options with { OnRound = r => Console.Error.WriteLine($"kill {r.Number} after {r.Seconds:0.0} s") })
            .RunAsync(directory).ConfigureAwait(false);
        KillTable.Print(report, Console.Out);
        if (data is null && report.Broken.Count == 0)
        {
            Directory.Delete(directory, recursive: true);
        }
        return report.Broken.Count == 0 ? 0 : 1;
    }
}
