using System.Globalization;

namespace SimCamera.Material;

/// <summary>
/// How a video loop is encoded. <see cref="Frames"/> is a multiple of <see cref="Gop"/>, so that the loop closes on a key picture.
/// Equal recipes give equal material. Immutable.
/// </summary>
internal sealed record VideoRecipe
{
    private const int RareLoopSeconds = 30;
    private const string RareKeys = "9,22";

    public required VideoCodec Codec { get; init; }

    public required int Width { get; init; }

    public required int Height { get; init; }

    public required int Fps { get; init; }

    public required int Gop { get; init; }

    public required int Kbit { get; init; }

    /// <summary>Null: the rate is used up.</summary>
    public int? Quality { get; init; }

    /// <summary>Burned into the picture, with a running counter.</summary>
    public required string Label { get; init; }

    /// <summary>Turns the colours, so that cameras look different at a glance; degrees.</summary>
    public required int HueDegrees { get; init; }

    public required int Frames { get; init; }

    /// <summary>What is shown in place of the test picture, without a counter.</summary>
    public RawPictures? Pictures { get; init; }

    public int BFrames { get; init; }

    public int Slices { get; init; } = 1;

    /// <summary>More <c>name=value</c> settings for x264 or x265, joined with colons.</summary>
    public string CoderSettings { get; init; } = "";

    /// <summary>Pictures a second that the parameter sets claim; null leaves the truth in them.</summary>
    public int? ClaimedFps { get; init; }

    /// <summary>True: key pictures come as those of a smart codec do, 8 to 13 s apart, and <see cref="Gop"/> says nothing.</summary>
    public bool HasRareKeys { get; init; }

    /// <summary>From one key picture to the next where nothing forces one.</summary>
    private int KeyInterval => HasRareKeys ? Frames : Gop;

    public VideoRecipe WithRareKeys() => this with { HasRareKeys = true, Frames = Fps * RareLoopSeconds };

    public static int LoopFrames(int fps, int gop)
    {
        int atLeast = fps * 12;
        return (atLeast + gop - 1) / gop * gop;
    }

    public IReadOnlyList<string> Arguments(bool drawText) =>
    [
        .. Source(drawText), "-frames:v", Text(Frames), "-an", "-g", Text(KeyInterval), "-keyint_min", Text(KeyInterval),
        .. Quality is { } quality ? ["-crf", Text(quality)] : (string[])["-b:v", $"{Kbit}k"], "-maxrate", $"{Kbit}k", "-bufsize", $"{Kbit}k", .. Coder(), .. Rare(), .. Claim(),
    ];

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    // The name tells material of one picture from that of another, and the encoder does nothing with it.
    private string[] Source(bool drawText) => Pictures is { } raw
        ? ["-f", "rawvideo", "-pix_fmt", raw.PixelFormat, "-s", $"{raw.Width}x{raw.Height}", "-r", Text(Fps), "-i", RawPictures.FileName, "-s", $"{Width}x{Height}", "-metadata", $"title={raw.Name}"]
        : ["-f", "lavfi", "-i", Picture(drawText)];

    private string Picture(bool drawText)
    {
        string picture = $"testsrc2=size={Width}x{Height}:rate={Fps},hue=h={HueDegrees}";
        int size = Math.Max(12, Height / 14);
        return drawText
            ? $"{picture},drawtext=text='{Label} %{{pts\\:hms}} %{{n}}':fontsize={size}:x={size / 2}:y=h-{size * 3 / 2}:fontcolor=white:box=1:boxcolor=black"
            : picture;
    }

    private string[] Coder() => Codec switch
    {
        VideoCodec.H264 =>
        [
            "-c:v", "libx264", "-preset", "ultrafast", "-pix_fmt", "yuv420p", "-sc_threshold", "0", "-bf", Text(BFrames),
            "-x264-params", Joined($"open-gop=0:repeat-headers=1:sliced-threads=0:slices={Slices}:b-adapt=0:b-pyramid=none:scenecut=0"),
        ],
        VideoCodec.H265 =>
        [
            "-c:v", "libx265", "-preset", "ultrafast", "-pix_fmt", "yuv420p", "-bf", Text(BFrames),
            "-x265-params", Joined($"log-level=none:open-gop=0:repeat-headers=1:slices={Slices}:b-adapt=0:bframes={BFrames}:b-pyramid=0:scenecut=0:keyint={KeyInterval}:min-keyint={KeyInterval}:hrd=0"),
        ],
        // RFC 2435 assumes the standard Huffman tables, so the optimal ones must be off.
        _ => ["-c:v", "mjpeg", "-pix_fmt", "yuvj420p", "-huffman", "default"],
    };

    private string[] Rare() => HasRareKeys && Codec != VideoCodec.Mjpeg ? ["-forced-idr", "1", "-force_key_frames", RareKeys] : [];

    // H.264 counts two ticks a picture (Annex E.2.1), H.265 one.
    private string[] Claim() => ClaimedFps is not { } fps ? [] : Codec switch
    {
        VideoCodec.H264 => ["-bsf:v", $"h264_metadata=tick_rate={Text(2 * fps)}"],
        VideoCodec.H265 => ["-bsf:v", $"hevc_metadata=tick_rate={Text(fps)}"],
        _ => [],
    };

    private string Joined(string settings) => CoderSettings.Length == 0 ? settings : settings + ":" + CoderSettings;
}
