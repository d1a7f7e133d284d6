using System.Diagnostics;

namespace Nvr.Export.Tests.Support;

/// <summary>Programs that know nothing of this recorder.</summary>
internal static class Tool
{
    public static string Run(string program, params string[] arguments)
    {
        (int exit, string output, string error) = Try(program, arguments);
        Assert.True(exit == 0, $"{program} {string.Join(' ', arguments)}: {output}{error}");
        return output;
    }

    public static (int Exit, string Output, string Error) Try(string program, params string[] arguments)
    {
        using Process process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        Task<string> error = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output, error.GetAwaiter().GetResult());
    }

    /// <summary>Time and checksum of each packet, as FFmpeg's demuxer sees them; the times are those of the file.</summary>
    public static string[] Packets(string file) => Run(
        "ffprobe", "-v", "error", "-show_packets", "-show_data_hash", "md5", "-show_entries", "packet=dts,data_hash", "-of", "csv=p=0", file)
        .Split('\n', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>Decodes everything; any complaint fails.</summary>
    public static void Decode(string file)
    {
        (int exit, _, string error) = Try("ffmpeg", "-v", "error", "-xerror", "-i", file, "-f", "null", "-");
        Assert.True(exit == 0 && error.Length == 0, $"{file}: {error}");
    }
}
