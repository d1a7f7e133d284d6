using System.Globalization;

namespace Nvr.Mp4.Tests.Material;

/// <summary>What ffmpeg and ffprobe make of a file.</summary>
internal static class Player
{
    public static async Task<int> CountFramesAsync(string path, string stream = "v:0")
    {
        string text = await Tool.OutputAsync(
            "ffprobe", "-v", "error", "-count_frames", "-select_streams", stream,
            "-show_entries", "stream=nb_read_frames", "-of", "csv=p=0", path);
        return int.Parse(text.Trim().Trim(','), CultureInfo.InvariantCulture);
    }

    /// <summary>The hash of every decoded frame in order of presentation.</summary>
    public static async Task<string[]> FrameHashesAsync(string path, string stream)
    {
        string text = await Tool.OutputAsync(
            "ffmpeg", "-v", "error", "-ignore_editlist", "1", "-i", path, "-map", $"0:{stream}",
            "-fps_mode", "passthrough", "-f", "framemd5", "-");
        return LastColumn(text);
    }

    /// <summary>The same where the picture size changes on the way: without the scaler that ffmpeg would insert.</summary>
    public static async Task<string[]> UnscaledFrameHashesAsync(string path)
    {
        string text = await Tool.OutputAsync(
            "ffmpeg", "-v", "error", "-i", path, "-map", "0:v:0", "-autoscale", "0", "-fps_mode", "passthrough", "-f", "framemd5", "-");
        return LastColumn(text);
    }

    /// <summary>Hashes of the first frames shown after a seek.</summary>
    public static async Task<string[]> FrameHashesFromAsync(string path, double seconds, int count)
    {
        string text = await Tool.OutputAsync(
            "ffmpeg", "-v", "error", "-ss", seconds.ToString(CultureInfo.InvariantCulture), "-i", path, "-map", "0:v:0",
            "-frames:v", count.ToString(CultureInfo.InvariantCulture), "-fps_mode", "passthrough", "-f", "framemd5", "-");
        return LastColumn(text);
    }

    public static async Task<double> DurationAsync(string path)
    {
        string text = await Tool.OutputAsync("ffprobe", "-v", "error", "-show_entries", "format=duration", "-of", "csv=p=0", path);
        return double.Parse(text, CultureInfo.InvariantCulture);
    }

    /// <summary>Decoding time of every packet, seconds.</summary>
    public static async Task<double[]> DecodingTimesAsync(string path, string stream)
    {
        string text = await Tool.OutputAsync(
            "ffprobe", "-v", "error", "-select_streams", stream, "-show_entries", "packet=dts_time", "-of", "csv=p=0", path);
        return [.. text.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(l => double.Parse(l.Trim().Trim(','), CultureInfo.InvariantCulture))];
    }

    /// <summary>Decodes everything; any complaint of ffmpeg fails.</summary>
    public static async Task AssertPlaysSilentlyAsync(string path)
    {
        ToolResult result = await Tool.RunAsync("ffmpeg", "-v", "error", "-xerror", "-i", path, "-map", "0", "-f", "null", "-");
        Assert.Equal("", result.Error);
        Assert.Equal(0, result.ExitCode);
    }

    private static string[] LastColumn(string table) =>
        [.. table.Split('\n').Where(l => l.Length > 0 && l[0] != '#').Select(l => l.Split(',')[^1].Trim())];
}
