using System.Globalization;

namespace Bench.Decoding;

/// <summary>How a camera encodes. Immutable.</summary>
/// <param name="Name">For the table.</param>
/// <param name="Encoder">FFmpeg's name.</param>
/// <param name="GopSeconds">From key frame to key frame.</param>
/// <param name="Options">What FFmpeg is told beside.</param>
internal sealed record Coding(string Name, string Encoder, double GopSeconds, IReadOnlyList<string> Options)
{
    /// <summary>As cameras encode sub streams: bounded rates, rates by quality, and rates that are filled up.</summary>
    public static IReadOnlyList<Coding> All { get; } =
    [
        new("bounded rate 500 kbit/s", "libx264", 2, ["-preset", "veryfast", "-tune", "zerolatency", "-b:v", "500k", "-maxrate", "500k", "-bufsize", "500k", "-bf", "0"]),
        new("filled rate 500 kbit/s", "libx264", 2, ["-preset", "ultrafast", "-tune", "zerolatency", "-b:v", "500k", "-minrate", "500k", "-maxrate", "500k", "-bufsize", "250k", "-bf", "0", "-nal-hrd", "cbr"]),
        new("quality 28, at most 800 kbit/s", "libx264", 4, ["-preset", "ultrafast", "-tune", "zerolatency", "-crf", "28", "-maxrate", "800k", "-bufsize", "800k", "-bf", "0"]),
        new("quality 25", "libx264", 2, ["-preset", "veryfast", "-tune", "zerolatency", "-crf", "25", "-bf", "0"]),
        new("H.265, quality 28", "libx265", 4, ["-preset", "ultrafast", "-tune", "zerolatency", "-crf", "28"]),
        // Encoders that have a least quantiser do not make noise finer to use up their rate.
        new("bounded rate 500 kbit/s, quantiser ≥ 28", "libx264", 2, ["-preset", "veryfast", "-tune", "zerolatency", "-b:v", "500k", "-maxrate", "500k", "-bufsize", "500k", "-bf", "0", "-qmin", "28"]),
    ];

    /// <summary>The two that are most different.</summary>
    public static IReadOnlyList<Coding> Usual { get; } = [All[0], All[2]];

    public bool IsHevc => Encoder == "libx265";

    public IReadOnlyList<string> Arguments(double fps, string file)
    {
        string gop = ((int)Math.Round(GopSeconds * fps)).ToString(CultureInfo.InvariantCulture);
        string[] units = IsHevc
            ? ["-x265-params", $"log-level=error:pools=1:frame-threads=1:aud=1:repeat-headers=1:bframes=0:scenecut=0:open-gop=0:keyint={gop}:min-keyint={gop}"]
            : ["-threads", "1", "-x264-params", "aud=1:slices=1:repeat-headers=1:b-pyramid=none:open-gop=0:scenecut=0", "-g", gop, "-keyint_min", gop];
        return ["-map", "0:v", "-c:v", Encoder, "-pix_fmt", "yuv420p", .. Options, .. units, "-f", IsHevc ? "hevc" : "h264", file];
    }
}
