using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace Nvr.Web.Tests.Page;

/// <summary>The tools of the page's sources, run where these lie, as a developer runs them.</summary>
internal static class PageTools
{
    private static readonly TimeSpan s_longest = TimeSpan.FromMinutes(5);

    private static string Folder { get; } = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(SourcePath())!, "../../../firmware/Nvr.Web/ui"));

    /// <summary>What the tool ended with, and what it said: apart, because what is meant for programs is on the first.</summary>
    public static async Task<(int Ended, string Said, string Complained)> RunAsync(string tool, params string[] arguments)
    {
        ProcessStartInfo start = new(tool, arguments) { WorkingDirectory = Folder, RedirectStandardOutput = true, RedirectStandardError = true, Environment = { ["NO_COLOR"] = "1" } };
        using Process process = Process.Start(start)!;
        using CancellationTokenSource limit = new(s_longest);
        try
        {
            Task<string> said = process.StandardOutput.ReadToEndAsync(limit.Token);
            Task<string> complained = process.StandardError.ReadToEndAsync(limit.Token);
            await Task.WhenAll(said, complained, process.WaitForExitAsync(limit.Token));
            return (process.ExitCode, await said, await complained);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"{tool} {string.Join(' ', arguments)} did not end within {s_longest.TotalMinutes} minutes.");
        }
    }

    private static string SourcePath([CallerFilePath] string path = "") => path;
}
