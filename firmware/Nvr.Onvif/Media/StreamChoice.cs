namespace Nvr.Onvif.Media;

/// <summary>
/// Picks, for each source of a device, the profile that is kept as evidence and the one for grids and analysis, from what the camera
/// offers. Pure.
/// </summary>
public static class StreamChoice
{
    /// <summary>What a tile of a grid or a phone shows: smaller is not useful, larger costs decoding.</summary>
    private const long IdealSubPixels = 640 * 360;

    /// <summary>In the order in which the camera lists its sources; a source without a usable profile is left out.</summary>
    public static IReadOnlyList<SourceStreams> Pick(IEnumerable<MediaProfile> profiles)
    {
        MediaProfile[] usable = [.. profiles.Where(IsUsable)];
        return
        [
            // Cameras that name no source have one.
            .. usable.GroupBy(p => p.SourceToken ?? "", StringComparer.Ordinal).Select(g => PickOne(g.Key, [.. g])),
        ];
    }

    private static SourceStreams PickOne(string source, MediaProfile[] offered)
    {
        // The sorts are stable: between equals the camera's own order stands.
        MediaProfile main = offered
            .OrderByDescending(p => p.Encoder!.Encoding != VideoEncoding.Jpeg)
            .ThenByDescending(p => Pixels(p))
            .ThenByDescending(p => p.Encoder!.FrameRate)
            .ThenBy(p => p.Encoder!.Encoding)
            .First();
        MediaProfile? sub = offered
            .Where(p => p.Encoder!.Token != main.Encoder!.Token && Pixels(p) > 0 && Pixels(p) * 2 <= Pixels(main))
            .OrderBy(p => SubRank(p.Encoder!.Encoding))
            .ThenBy(p => Math.Abs(Math.Log((double)Pixels(p) / IdealSubPixels)))
            .FirstOrDefault();
        return new SourceStreams(source, main, sub);
    }

    private static bool IsUsable(MediaProfile profile) =>
        profile.Token.Length > 0 && profile.Encoder is { Encoding: VideoEncoding.H264 or VideoEncoding.H265 or VideoEncoding.Jpeg };

    private static long Pixels(MediaProfile profile) => (long)profile.Encoder!.Width * profile.Encoder.Height;

    private static int SubRank(VideoEncoding encoding) => encoding switch
    {
        VideoEncoding.H264 => 0,
        VideoEncoding.H265 => 1,
        _ => 2,
    };
}
