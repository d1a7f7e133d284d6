using System.Globalization;

namespace Nvr.Onvif.Media;

/// <summary>Works out what an encoder should be set to, within what it can be set to. Pure.</summary>
public static class EncoderPlan
{
    /// <summary>What is assumed of a camera that does not tell how many pictures it takes.</summary>
    private const double UsualFrameRate = 25;

    /// <summary>The same settings where nothing has to change. What the camera does not say it can do is not asked of it.</summary>
    public static EncoderSettings For(EncoderSettings current, IReadOnlyList<EncoderOptions> options, EncoderWish wish)
    {
        EncoderSettings planned = current;
        if (wish.Encoding is { } wanted && wanted != current.Encoding && options.FirstOrDefault(o => o.Encoding == wanted) is { } other)
        {
            planned = Recoded(current, other);
        }
        EncoderOptions? own = options.FirstOrDefault(o => o.Encoding == planned.Encoding);
        return wish.KeyFrameInterval is { } interval ? WithKeyFrames(planned, own, interval) : planned;
    }

    /// <summary>What differs, in words for the user.</summary>
    public static IReadOnlyList<SettingChange> Compare(EncoderSettings before, EncoderSettings after)
    {
        (string Setting, string From, string To)[] all =
        [
            ("Codec", Name(before.Encoding), Name(after.Encoding)),
            ("Picture size", Text($"{before.Width} x {before.Height}"), Text($"{after.Width} x {after.Height}")),
            ("Pictures a second", Text($"{before.FrameRate:0.##}"), Text($"{after.FrameRate:0.##}")),
            ("Pictures from one key frame to the next", Text($"{before.GovLength}"), Text($"{after.GovLength}")),
            ("Bit rate (kbit/s)", Text($"{before.BitrateKbps}"), Text($"{after.BitrateKbps}")),
            ("Codec profile", before.CodecProfile ?? "", after.CodecProfile ?? ""),
            ("Quality", Text($"{before.Quality:0.##}"), Text($"{after.Quality:0.##}")),
            ("Constant bit rate", Text($"{before.ConstantBitrate}"), Text($"{after.ConstantBitrate}")),
        ];
        return [.. all.Where(c => c.From != c.To).Select(c => new SettingChange(c.Setting, c.From, c.To))];
    }

    private static EncoderSettings Recoded(EncoderSettings current, EncoderOptions options)
    {
        (int Width, int Height) size = options.Resolutions.Count == 0 || options.Resolutions.Contains((current.Width, current.Height))
            ? (current.Width, current.Height)
            : Nearest(options.Resolutions, (long)current.Width * current.Height);
        return current with
        {
            Encoding = options.Encoding,
            Width = size.Width,
            Height = size.Height,
            CodecProfile = options.CodecProfiles.Contains("Main") ? "Main" : options.CodecProfiles.Count > 0 ? options.CodecProfiles[0] : null,
            BitrateKbps = options.Bitrate is { } b && current.BitrateKbps > 0 ? Math.Clamp(current.BitrateKbps, b.Min, b.Max) : current.BitrateKbps,
        };
    }

    /// <summary>Shorter ones down to half of the wish are the owner's choice; longer ones, such as those of a "smart codec", are cut.</summary>
    private static EncoderSettings WithKeyFrames(EncoderSettings settings, EncoderOptions? options, TimeSpan interval)
    {
        if (settings.Encoding is not (VideoEncoding.H264 or VideoEncoding.H265))
        {
            return settings;
        }
        double rate = settings.FrameRate > 0 ? settings.FrameRate : options is { FrameRates.Count: > 0 } ? options.FrameRates.Max() : UsualFrameRate;
        int wanted = Math.Max(1, (int)Math.Round(rate * interval.TotalSeconds));
        wanted = options?.GovLength is { } range && range.Max >= Math.Max(1, range.Min) ? Math.Clamp(wanted, Math.Max(1, range.Min), range.Max) : wanted;
        bool fine = settings.GovLength is { } now && now <= wanted && now * 2 >= wanted;
        return fine ? settings : settings with { GovLength = wanted };
    }

    private static (int Width, int Height) Nearest(IReadOnlyList<(int Width, int Height)> sizes, long pixels) =>
        sizes.MinBy(s => Math.Abs(((long)s.Width * s.Height) - pixels));

    private static string Name(VideoEncoding encoding) => encoding switch
    {
        VideoEncoding.H264 => "H.264",
        VideoEncoding.H265 => "H.265",
        VideoEncoding.Jpeg => "Motion JPEG",
        VideoEncoding.Mpeg4 => "MPEG-4",
        _ => "unknown",
    };

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
