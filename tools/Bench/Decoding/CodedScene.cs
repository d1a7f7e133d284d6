using System.Diagnostics;
using System.Globalization;
using Nvr.Core.Media;
using Scenes;

namespace Bench.Decoding;

/// <summary>A generated scene as a camera sends it, cut into units. Kept between runs as a file for each coding. Immutable.</summary>
internal sealed class CodedScene
{
    public const double Fps = 12.5;

    /// <summary>Types of the NAL units that begin a picture.</summary>
    private const int H264Delimiter = 9;
    private const int HevcDelimiter = 35;

    private CodedScene(SceneOptions scene, Coding coding, IReadOnlyList<(bool IsKey, byte[] Data)> units)
    {
        (Scene, Coding, Units) = (scene, coding, units);
    }

    public SceneOptions Scene { get; }

    public Coding Coding { get; }

    /// <summary>Annex B, key frames with their parameter sets.</summary>
    public IReadOnlyList<(bool IsKey, byte[] Data)> Units { get; }

    public TrackFormat Format => new() { Codec = Coding.IsHevc ? Codec.H265 : Codec.H264, ClockRate = 90_000, Width = Scene.Width, Height = Scene.Height };

    public static long CaptureUs(int picture) => 1_000_000_000L + (long)(picture * 1_000_000L / Fps);

    /// <summary>The scene in each coding.</summary>
    public static IReadOnlyList<CodedScene> Make(SceneOptions scene, IReadOnlyList<Coding> codings, string directory)
    {
        Directory.CreateDirectory(directory);
        string[] files = [.. codings.Select(c => Path.Combine(directory, string.Create(CultureInfo.InvariantCulture, $"{scene.Name}-{scene.Seconds:0}-{c.Name}.bits").Replace('/', '-').Replace(' ', '_')))];
        Coding[] missing = [.. codings.Where((_, i) => !File.Exists(files[i]))];
        if (missing.Length > 0)
        {
            Encode(scene, missing, [.. files.Where(f => !File.Exists(f))]);
        }
        return [.. codings.Select((c, i) => new CodedScene(scene, c, Cut(File.ReadAllBytes(files[i]), c)))];
    }

    private static void Encode(SceneOptions options, IReadOnlyList<Coding> codings, string[] files)
    {
        var scene = new Scene(options);
        string size = string.Create(CultureInfo.InvariantCulture, $"{options.Width}x{options.Height}");
        string fps = Fps.ToString(CultureInfo.InvariantCulture);
        string[] input = ["-nostdin", "-v", "error", "-y", "-f", "rawvideo", "-pix_fmt", "gray", "-s", size, "-r", fps, "-i", "pipe:0"];
        using Process ffmpeg = Process.Start(new ProcessStartInfo("ffmpeg", [.. input, .. codings.SelectMany((c, i) => c.Arguments(Fps, files[i]))]) { RedirectStandardInput = true })!;
        byte[] luma = new byte[options.Width * options.Height];
        for (int n = 0; n < options.Seconds * Fps; n++)
        {
            scene.Render(n / Fps, luma);
            ffmpeg.StandardInput.BaseStream.Write(luma);
        }
        ffmpeg.StandardInput.Close();
        ffmpeg.WaitForExit();
        if (ffmpeg.ExitCode != 0)
        {
            throw new InvalidOperationException($"ffmpeg could not encode {options.Name}.");
        }
    }

    private static List<(bool IsKey, byte[] Data)> Cut(byte[] stream, Coding coding)
    {
        List<(bool, byte[])> units = [];
        (int begun, bool isKey) = (0, false);
        for (int head = HeadFrom(stream, 0); head > 0; head = HeadFrom(stream, head))
        {
            int type = coding.IsHevc ? (stream[head] >> 1) & 0x3F : stream[head] & 0x1F;
            int begins = head >= 4 && stream[head - 4] == 0 ? head - 4 : head - 3;
            if (type == (coding.IsHevc ? HevcDelimiter : H264Delimiter) && begins > begun)
            {
                units.Add((isKey, stream[begun..begins]));
                (begun, isKey) = (begins, false);
            }
            isKey |= coding.IsHevc ? type is >= 16 and <= 21 : type == 5;
        }
        units.Add((isKey, stream[begun..]));
        return units;
    }

    /// <summary>The first byte of the next NAL unit; 0 when there is none.</summary>
    private static int HeadFrom(byte[] stream, int from)
    {
        int at = stream.AsSpan(from).IndexOf((ReadOnlySpan<byte>)[0, 0, 1]);
        return at < 0 || from + at + 3 >= stream.Length ? 0 : from + at + 3;
    }
}
