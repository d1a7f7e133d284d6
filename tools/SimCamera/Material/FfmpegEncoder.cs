using System.ComponentModel;
using System.Diagnostics;

namespace SimCamera.Material;

/// <summary>Runs the ffmpeg program. Throws <see cref="InvalidOperationException"/> in plain words when it is missing or fails.</summary>
internal static class FfmpegEncoder
{
    public const string DataName = "packets.bin";
    public const string ListName = "packets.txt";
    private static readonly Lazy<Task<bool>> s_drawText = new(AskDrawTextAsync);

    public static Task<bool> HasDrawTextAsync(CancellationToken stop) => s_drawText.Value.WaitAsync(stop);

    /// <summary>Encodes into <see cref="DataName"/> (packets back to back) and <see cref="ListName"/> in the directory.</summary>
    public static async Task RunAsync(IReadOnlyList<string> arguments, string directory, CancellationToken stop)
    {
        // Relative names keep the characters that the tee muxer treats as its own out of its argument.
        string[] output = ["-map", "0", "-f", "tee", $"[f=data]{DataName}|[f=framecrc]{ListName}"];
        (int code, string error) = await ExecuteAsync(["-y", "-v", "error", "-nostdin", .. arguments, .. output], directory, stop)
            .ConfigureAwait(false);
        if (code != 0)
        {
            throw new InvalidOperationException($"ffmpeg could not encode the camera's picture: {error.Trim()}");
        }
    }

    private static async Task<bool> AskDrawTextAsync()
    {
        string[] arguments = ["-v", "error", "-f", "lavfi", "-i", "color,drawtext=text=a", "-frames:v", "1", "-f", "null", "-"];
        (int code, _) = await ExecuteAsync(arguments, Path.GetTempPath(), CancellationToken.None).ConfigureAwait(false);
        return code == 0;
    }

    private static async Task<(int Code, string Error)> ExecuteAsync(string[] arguments, string directory, CancellationToken stop)
    {
        var start = new ProcessStartInfo("ffmpeg", arguments) { WorkingDirectory = directory, RedirectStandardError = true };
        using Process process = Start(start);
        try
        {
            string error = await process.StandardError.ReadToEndAsync(stop).ConfigureAwait(false);
            await process.WaitForExitAsync(stop).ConfigureAwait(false);
            return (process.ExitCode, error);
        }
        catch (OperationCanceledException)
        {
            process.Kill();
            throw;
        }
    }

    private static Process Start(ProcessStartInfo start)
    {
        try
        {
            return Process.Start(start) ?? throw new InvalidOperationException("ffmpeg did not start.");
        }
        catch (Win32Exception e)
        {
            throw new InvalidOperationException("ffmpeg is needed to make the camera's picture: apt-get install ffmpeg", e);
        }
    }
}
