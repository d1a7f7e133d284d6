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

    /// <summary>One key picture as a JPEG file.</summary>
    public static async Task<byte[]> ToJpegAsync(VideoCodec codec, VideoFrame frame, CancellationToken stop)
    {
        if (codec == VideoCodec.Mjpeg)
        {
            return frame.Units[0].ToArray();
        }

        string directory = Directory.CreateTempSubdirectory("simcamera").FullName;
        try
        {
            string format = codec == VideoCodec.H264 ? "h264" : "hevc";
            byte[] units = [.. frame.Units.SelectMany(u => (byte[])[0, 0, 0, 1, .. u.Span])];
            await File.WriteAllBytesAsync(Path.Combine(directory, "picture"), units, stop).ConfigureAwait(false);
            string[] arguments = ["-v", "error", "-nostdin", "-f", format, "-i", "picture", "-frames:v", "1", "-f", "mjpeg", "picture.jpg"];
            (int code, string error) = await ExecuteAsync(arguments, directory, stop).ConfigureAwait(false);
            return code == 0
                ? await File.ReadAllBytesAsync(Path.Combine(directory, "picture.jpg"), stop).ConfigureAwait(false)
                : throw new InvalidOperationException($"ffmpeg could not make a snapshot: {error.Trim()}");
        }
        finally
        {
            Directory.Delete(directory, recursive: true);
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
