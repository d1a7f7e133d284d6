using System.Globalization;

namespace SimCamera.Tests.Foreign;

/// <summary>A second of a camera's stream, decoded by ffmpeg: its complaints and a line per frame.</summary>
public static class FfmpegDecoding
{
    public static Task<ForeignProgram> RunAsync(string url, string transport) => ForeignProgram.RunAsync("ffmpeg",
        "-v", "error", "-nostdin", "-rtsp_transport", transport, "-i", url, "-t", "1", "-map", "0", "-fps_mode", "passthrough", "-f", "framecrc", "-");

    public static int Lines(ForeignProgram run, int stream) => run.Output.Split('\n')
        .Count(l => l.StartsWith(stream.ToString(CultureInfo.InvariantCulture) + ",", StringComparison.Ordinal));
}
