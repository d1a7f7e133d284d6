using System.Diagnostics;
using System.Globalization;
using Fuzz.Engine;
using Fuzz.Material;
using Fuzz.Targets;

namespace Fuzz;

/// <summary>What the program does; each returns the exit code: 0 when no promise was broken.</summary>
internal static class FuzzCommands
{
    private const int AtOnce = 2;

    /// <summary>Runs each target in a process of its own, two at a time: one that hangs or dies takes no other with it.</summary>
    public static int Start(FuzzOptions options)
    {
        string[] unknown = [.. options.Targets.Except(AllTargets.Names)];
        if (unknown.Length > 0)
        {
            Console.Error.WriteLine($"There is no target {string.Join(", ", unknown)}; there are {string.Join(", ", AllTargets.Names)}.");
            return 2;
        }
        MaterialStore.Make(options.Work);
        string program = Instrumentation.Make(options.Work);
        string[] names = options.Targets.Count > 0 ? [.. options.Targets] : [.. AllTargets.Names];
        int failed = 0;
        Parallel.ForEach(names, new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, name =>
        {
            if (RunApart(program, name, options) != 0)
            {
                Console.Error.WriteLine($"{name}: failed");
                Interlocked.Increment(ref failed);
            }
        });
        Directory.Delete(Path.GetDirectoryName(program)!, recursive: true);
        return failed == 0 ? 0 : 1;
    }

    /// <summary>Fuzzes one target here.</summary>
    public static int Inside(FuzzOptions options)
    {
        // First of all: instrumented code cannot run before there is somewhere to count.
        var coverage = new Coverage();
        IFuzzTarget target = AllTargets.Make(options.Targets.Single(), options.Work);
        var findings = new Findings(options.Work);
        var run = new FuzzRun(target, coverage, options.Seed, findings);
        run.Run(options.Time);
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{target.Name}: {run.Runs} inputs, {run.Corpus} kept, {run.Edges} edges, {findings.Count} findings (seed {options.Seed})"));
        // A run that never saw a branch was not instrumented and proves nothing.
        return findings.Count == 0 && run.Edges > 0 ? 0 : 1;
    }

    /// <summary>Runs one saved input.</summary>
    public static int Replay(FuzzOptions options)
    {
        IFuzzTarget target = AllTargets.Make(options.Targets.Single(), options.Work);
        string? found = new Judge(target).Try(File.ReadAllBytes(options.Replay!));
        Console.WriteLine(found ?? "Every promise was kept.");
        return found is null ? 0 : 1;
    }

    private static int RunApart(string program, string target, FuzzOptions options)
    {
        using Process process = Process.Start(new ProcessStartInfo(program,
        [
            target, "--inside", "--work", options.Work,
            "--seed", options.Seed.ToString(CultureInfo.InvariantCulture),
            "--seconds", ((int)options.Time.TotalSeconds).ToString(CultureInfo.InvariantCulture),
        ]))!;
        process.WaitForExit();
        return process.ExitCode;
    }
}
