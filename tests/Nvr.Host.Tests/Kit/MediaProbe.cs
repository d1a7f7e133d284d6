using System.Globalization;
using System.Text.Json;
using Torture.Box;
using Xunit;

namespace Nvr.Host.Tests.Kit;

/// <summary>What ffprobe says of a file. Immutable.</summary>
internal sealed record MediaProbe(double Seconds, IReadOnlyList<MediaStream> Streams)
{
    public MediaStream Video => Streams.Single(s => s.Kind == "video");

    public MediaStream? Audio => Streams.SingleOrDefault(s => s.Kind == "audio");

    public static async Task<MediaProbe> OfAsync(string file)
    {
        string text = await ForeignProgram.OutputAsync(
            "ffprobe", "-v", "error", "-count_packets", "-show_streams", "-show_format", "-of", "json", file);
        using JsonDocument answer = JsonDocument.Parse(text);
        JsonElement.ArrayEnumerator streams = answer.RootElement.GetProperty("streams").EnumerateArray();
        return new MediaProbe(
            double.Parse(answer.RootElement.GetProperty("format").GetProperty("duration").GetString()!, CultureInfo.InvariantCulture),
            [.. streams.Select(MediaStream.Of)]);
    }

    /// <summary>Fails with ffmpeg's words unless every picture, and every sound if that is asked for, of the file decodes.</summary>
    public static async Task AssertDecodesAsync(string file, bool withSound = true)
    {
        // Times as they are: a camera's jitter is no fault of the file.
        ProgramResult decoded = await ForeignProgram.RunAsync(
            "ffmpeg", "-v", "error", "-xerror", "-i", file, "-map", withSound ? "0" : "0:v", "-vsync", "passthrough", "-enc_time_base", "-1", "-f", "null", "-");
        // Looking for the streams, ffmpeg decodes a little of the sound too, and complains of it.
        string[] complaints = [.. decoded.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries).Where(l => withSound || !l.StartsWith("[aac @", StringComparison.Ordinal))];
        Assert.True(decoded.ExitCode == 0 && complaints.Length == 0, $"{file}: {decoded}");
    }
}
