using System.Globalization;
using Nvr.Core.Media;
using Scenes;

namespace Nvr.Media.Tests.Watching;

/// <summary>A generated scene as a camera sends it: encoded by FFmpeg's x264 at a sub stream's bit rate, five pictures a second, and cut into units.</summary>
internal sealed class CodedScene
{
    public const int Rate = 5;

    private CodedScene(Scene scene, IReadOnlyList<byte[]> units, TrackFormat format)
    {
        Scene = scene;
        Units = units;
        Format = format;
    }

    public Scene Scene { get; }

    /// <summary>NAL units with 4-byte lengths; parameter sets are in the format.</summary>
    public IReadOnlyList<byte[]> Units { get; }

    public TrackFormat Format { get; }

    public static bool IsKey(byte[] unit) => (unit[4] & 0x1F) is 5 or 6;

    public static long CaptureUs(int unit) => 1_000_000_000L + (unit * 1_000_000L / Rate);

    /// <param name="paint">The colour of everybody in it, as two differences of colour; null for a scene without colours.</param>
    public static CodedScene Encode(SceneOptions options, int kbit, (byte Blue, byte Red)? paint = null) =>
        Encode(options, ["-bf", "0", "-g", $"{2 * Rate}", "-b:v", $"{kbit}k", "-maxrate", $"{kbit}k", "-bufsize", $"{kbit}k"], paint);

    /// <param name="coding">What FFmpeg's x264 is told of groups and rates.</param>
    public static CodedScene Encode(SceneOptions options, IReadOnlyList<string> coding, (byte Blue, byte Red)? paint = null)
    {
        var scene = new Scene(options);
        DirectoryInfo scratch = Directory.CreateTempSubdirectory("nvr-scene-");
        try
        {
            string raw = Path.Combine(scratch.FullName, "raw");
            using (FileStream file = File.Create(raw))
            {
                byte[] luma = new byte[options.Width * options.Height];
                for (int n = 0; n < options.Seconds * Rate; n++)
                {
                    scene.Render((double)n / Rate, luma);
                    file.Write(luma);
                    if (paint is { } colour)
                    {
                        file.Write(Plane(scene, options, (double)n / Rate, colour.Blue));
                        file.Write(Plane(scene, options, (double)n / Rate, colour.Red));
                    }
                }
            }
            string size = string.Create(CultureInfo.InvariantCulture, $"{options.Width}x{options.Height}");
            string[] input = ["-nostdin", "-v", "error", "-f", "rawvideo", "-pix_fmt", paint is null ? "gray" : "yuv420p", "-s", size, "-r", $"{Rate}", "-i", raw];
            string[] output = ["-c:v", "libx264", "-threads", "1", "-preset", "veryfast", "-pix_fmt", "yuv420p", .. coding, "-x264-params", "aud=1:slices=1:repeat-headers=1", "-f", "h264", "-"];
            byte[] coded = Tool.Run("ffmpeg", [.. input, .. output]);
            return Cut(scene, coded, options);
        }
        finally
        {
            scratch.Delete(recursive: true);
        }
    }

    /// <summary>One difference of colour at a moment, a quarter of a picture.</summary>
    public static byte[] Plane(Scene scene, SceneOptions options, double seconds, byte colour)
    {
        (int width, int height) = (options.Width / 2, options.Height / 2);
        byte[] plane = new byte[width * height];
        plane.AsSpan().Fill(128);
        foreach (Truth truth in scene.TruthAt(seconds))
        {
            (int left, int right) = (Math.Clamp((int)(truth.Left * width), 0, width), Math.Clamp((int)(truth.Right * width), 0, width));
            for (int y = Math.Clamp((int)(truth.Top * height), 0, height); y < Math.Clamp((int)(truth.Bottom * height), 0, height); y++)
            {
                plane.AsSpan((y * width) + left, right - left).Fill(colour);
            }
        }
        return plane;
    }

    private static CodedScene Cut(Scene scene, byte[] coded, SceneOptions options)
    {
        List<List<byte[]>> pictures = [];
        byte[] sps = [];
        byte[] pps = [];
        foreach (byte[] nal in Nals(coded))
        {
            switch (nal[0] & 0x1F)
            {
                case 9:
                    pictures.Add([]);
                    break;
                case 7:
                    sps = nal;
                    break;
                case 8:
                    pps = nal;
                    break;
                default:
                    pictures[^1].Add(nal);
                    break;
            }
        }
        var format = new TrackFormat
        {
            Codec = Codec.H264,
            ClockRate = 90_000,
            Width = options.Width,
            Height = options.Height,
            Config = (byte[])[1, sps[1], sps[2], sps[3], 0xFF, 0xE1, (byte)(sps.Length >> 8), (byte)sps.Length, .. sps, 1, (byte)(pps.Length >> 8), (byte)pps.Length, .. pps],
        };
        return new CodedScene(scene, [.. pictures.Select(p => p.SelectMany(n => (byte[])[(byte)(n.Length >> 24), (byte)(n.Length >> 16), (byte)(n.Length >> 8), (byte)n.Length, .. n]).ToArray())], format);
    }

    private static IEnumerable<byte[]> Nals(byte[] stream)
    {
        int at = 0;
        while (at < stream.Length)
        {
            int begin = at + (stream[at + 2] == 1 ? 3 : 4);
            int next = stream.AsSpan(begin).IndexOf((ReadOnlySpan<byte>)[0, 0, 1]);
            int end = next < 0 ? stream.Length : begin + next;
            at = next < 0 ? stream.Length : stream[end - 1] == 0 ? end - 1 : end;
            yield return stream[begin..(next >= 0 && stream[end - 1] == 0 ? end - 1 : end)];
        }
    }
}
