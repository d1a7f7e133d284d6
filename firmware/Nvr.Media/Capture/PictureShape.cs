using System.Globalization;
using FFmpeg.AutoGen;
using Nvr.Sandbox.Protocol;

namespace Nvr.Media.Capture;

/// <summary>The size and rate at which pictures are encoded, and the filters that make them so. Immutable.</summary>
/// <param name="Width">Pixels, even.</param>
/// <param name="Height">Pixels, even.</param>
/// <param name="Fps">Pictures a second.</param>
internal sealed record PictureShape(int Width, int Height, double Fps)
{
    public bool IsInterlaced { get; init; }

    /// <summary>A generator makes pictures as fast as it can; this holds it to the clock.</summary>
    public bool IsGenerated { get; init; }

    /// <summary>True where the source is faster than what may be encoded.</summary>
    public bool IsThinned { get; init; }

    /// <summary>The source's shape, made smaller and slower to what the order allows; the aspect stays.</summary>
    public static PictureShape Of(int width, int height, double fps, WorkerOrder order)
    {
        double scale = Math.Min(1, Math.Min((double)order.MaxWidth / width, (double)order.MaxHeight / height));
        return new PictureShape(Even(width * scale), Even(height * scale), Math.Min(fps, order.MaxFps)) { IsThinned = fps > order.MaxFps };
    }

    /// <summary>The source's arguments for a picture of this kind.</summary>
    public static unsafe string Source(AVFrame* frame, AVRational timeBase) => string.Create(
        CultureInfo.InvariantCulture,
        $"video_size={frame->width}x{frame->height}:pix_fmt={frame->format}:time_base={timeBase.num}/{timeBase.den}");

    /// <summary>
    /// bwdif in the order of the fields' flags: one picture out for each that comes in; the device has said that all are interlaced, which
    /// raw pictures do not say of themselves.
    /// </summary>
    public string Filters() => string.Join(',', new[]
    {
        IsGenerated ? "realtime" : null,
        IsThinned ? string.Create(CultureInfo.InvariantCulture, $"fps={Fps:0.###}") : null,
        IsInterlaced ? "bwdif=mode=send_frame:parity=auto:deint=all" : null,
        string.Create(CultureInfo.InvariantCulture, $"scale={Width}:{Height}"),
        "format=yuv420p",
    }.OfType<string>());

    private static int Even(double pixels) => Math.Max(16, (int)Math.Round(pixels / 2) * 2);
}
