using System.Diagnostics;
using System.Globalization;
using System.Runtime.CompilerServices;

namespace Fuzz.Tests;

/// <summary>
/// One run of the fuzzer over all targets, two at a time, begun with the first test: NVR_FUZZ_SECONDS each, a minute when nothing is
/// said. What it says of each target is that target's test.
/// </summary>
public sealed class FuzzRuns
{
    private readonly Lazy<Task<(int Code, string Output)>> run = new(RunAsync);

    /// <summary>What the fuzzer said of the target, its findings included.</summary>
    public async Task<string> ReportAsync(string target)
    {
        (_, string output) = await run.Value;
        return string.Join('\n', output.Split('\n').Where(l => l.StartsWith(target + ":", StringComparison.Ordinal)));
    }

    public async Task<int> ExitCodeAsync() => (await run.Value).Code;

    private static async Task<(int Code, string Output)> RunAsync()
    {
        string seconds = Environment.GetEnvironmentVariable("NVR_FUZZ_SECONDS") ?? "60";
        var start = new ProcessStartInfo(Path.Combine(AppContext.BaseDirectory, "Fuzz"), ["--seconds", seconds, "--work", Work()])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using Process process = Process.Start(start)!;
        Task<string> errors = process.StandardError.ReadToEndAsync();
        string output = await process.StandardOutput.ReadToEndAsync();
        output += await errors;
        await process.WaitForExitAsync();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{output}"));
        return (process.ExitCode, output);
    }

    private static string Work([CallerFilePath] string path = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(path)!, "..", "..", "artifacts", "fuzz"));
}
