using Bench.Processes;

namespace Bench.Cameras;

/// <summary>
/// The movie that the foreign cameras loop: 1080p25 H.264 at 4 Mbit/s with a key frame every 2 s, and AAC. Encoded once by ffmpeg
/// (with noise, so that the encoder needs the whole bit rate) and kept.
/// </summary>
internal static class Material
{
    public const double VideoKbit = 4_000;
    private const int Seconds = 30;

    public static async Task<string> EnsureAsync(string directory, CancellationToken cancellation)
    {
        string file = Path.Combine(directory, "1080p25-4000k-aac.mp4");
        if (!File.Exists(file))
        {
            Directory.CreateDirectory(directory);
            string unfinished = file + ".part";
            await ChildProcess.RunAsync("ffmpeg", Encode(unfinished), cancellation);
            File.Move(unfinished, file, overwrite: true);
        }
        return file;
    }

    private static IEnumerable<string> Encode(string file) =>
    [
        "-nostdin", "-v", "error", "-y",
        "-f", "lavfi", "-i", "testsrc2=size=1920x1080:rate=25,noise=alls=12:allf=t",
        "-f", "lavfi", "-i", "sine=frequency=440:sample_rate=48000",
        "-t", $"{Seconds}", "-pix_fmt", "yuv420p",
        "-c:v", "libx264", "-preset", "superfast", "-profile:v", "main", "-bf", "0", "-g", "50", "-keyint_min", "50", "-sc_threshold", "0",
        "-b:v", $"{VideoKbit}k", "-maxrate", $"{VideoKbit}k", "-bufsize", $"{VideoKbit / 2}k", "-x264-params", "nal-hrd=cbr:slices=1",
        "-c:a", "aac", "-b:a", "64k", "-ac", "1", "-f", "mp4", "-movflags", "+faststart", file,
    ];
}
