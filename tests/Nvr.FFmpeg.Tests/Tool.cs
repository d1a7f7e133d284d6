using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace Nvr.FFmpeg.Tests;

/// <summary>Runs a program that must succeed and returns what it printed.</summary>
internal static class Tool
{
    public static string Root { get; } = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(SourcePath())!, "..", ".."));

    public static string Run(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        using Process process = Process.Start(start)!;
        Task<string> error = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, $"{program}: {error.Result}");
        return output;
    }

    private static string SourcePath([CallerFilePath] string path = "") => path;
}
