using System.Diagnostics;

namespace Nvr.Audio.Tests;

/// <summary>ffmpeg as the judge.</summary>
internal static class Ffmpeg
{
    private const int LimitMs = 60_000;

    public static string Directory { get; } = System.IO.Directory.CreateTempSubdirectory("nvr-audio-").FullName;

    public static byte[] Run(params string[] arguments)
    {
        var output = Path.Combine(Directory, $"{Guid.NewGuid():N}.out");
        var start = new ProcessStartInfo("ffmpeg", ["-v", "error", "-nostdin", "-xerror", "-y", .. arguments, output]) { RedirectStandardError = true };
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync();
        if (!process.WaitForExit(LimitMs))
        {
            process.Kill();
            Assert.Fail("ffmpeg did not end.");
        }

        Assert.True(process.ExitCode == 0 && error.Result.Length == 0, $"{string.Join(' ', arguments)}\n{error.Result}");
        return File.ReadAllBytes(output);
    }

    public static string Store(byte[] bytes, string extension)
    {
        var path = Path.Combine(Directory, $"{Guid.NewGuid():N}.{extension}");
        File.WriteAllBytes(path, bytes);
        return path;
    }
}
