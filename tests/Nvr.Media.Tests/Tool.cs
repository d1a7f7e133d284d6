using System.Diagnostics;
using Xunit;

namespace Nvr.Media.Tests;

/// <summary>Runs a foreign program that must succeed, and say nothing on standard error unless it may; returns what it wrote.</summary>
internal static class Tool
{
    public static byte[] Run(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true };
        using Process process = Process.Start(start)!;
        process.StandardInput.Close();
        Task<string> error = process.StandardError.ReadToEndAsync();
        using var output = new MemoryStream();
        process.StandardOutput.BaseStream.CopyTo(output);
        process.WaitForExit();
        Assert.True(process.ExitCode == 0 && error.Result.Length == 0, $"{program}: {process.ExitCode} {error.Result}");
        return output.ToArray();
    }
}
