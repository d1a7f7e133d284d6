using System.Diagnostics;

namespace Nvr.Rtsp.Tests.Foreign;

/// <summary>Runs a foreign program to its end.</summary>
public static class Tool
{
    private const int LimitMs = 120_000;

    public static string Directory { get; } = System.IO.Directory.CreateTempSubdirectory("nvr-media-").FullName;

    public static string PathOf(string name) => Path.Combine(Directory, name);

    public static Process Start(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardError = true, RedirectStandardOutput = true, RedirectStandardInput = true };
        var process = Process.Start(start)!;
        process.StandardInput.Close();
        return process;
    }

    public static string Run(string program, params string[] arguments)
    {
        using var process = Start(program, arguments);
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEndAsync();
        if (!process.WaitForExit(LimitMs))
        {
            process.Kill();
            Assert.Fail($"{program} did not end.");
        }

        Assert.True(process.ExitCode == 0, $"{program} {string.Join(' ', arguments)}\n{error.Result}");
        return output.Result;
    }

    /// <summary>ffmpeg into a file of this name, made once; returns its path.</summary>
    public static string Encode(string name, params string[] arguments)
    {
        var path = PathOf(name);
        lock (Directory)
        {
            if (!File.Exists(path))
            {
                Run("ffmpeg", ["-v", "error", "-nostdin", "-y", .. arguments, path]);
            }
        }

        return path;
    }
}
