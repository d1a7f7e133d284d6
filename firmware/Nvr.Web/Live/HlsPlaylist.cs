using System.Globalization;
using System.Text;

namespace Nvr.Web.Live;

/// <summary>Writes a live media playlist (RFC 8216) of fragmented MP4 segments.</summary>
internal static class HlsPlaylist
{
    public const string ContentType = "application/vnd.apple.mpegurl";

    /// <param name="segments">Those that are still kept.</param>
    /// <param name="targetSeconds">RFC 8216, 4.3.3.1: no segment, rounded to the nearest second, may be longer.</param>
    /// <param name="droppedDiscontinuities">How many discontinuities left the list with the segments before these (6.2.2).</param>
    public static string Write(IReadOnlyList<HlsSegment> segments, int targetSeconds, long droppedDiscontinuities)
    {
        StringBuilder text = new("#EXTM3U\n#EXT-X-VERSION:7\n");
        text.Append(CultureInfo.InvariantCulture, $"#EXT-X-TARGETDURATION:{targetSeconds}\n");
        text.Append(CultureInfo.InvariantCulture, $"#EXT-X-DISCONTINUITY-SEQUENCE:{droppedDiscontinuities}\n");
        text.Append(CultureInfo.InvariantCulture, $"#EXT-X-MEDIA-SEQUENCE:{segments.Select(s => s.Number).FirstOrDefault()}\n");
        int init = 0;
        foreach (HlsSegment segment in segments)
        {
            AddInit(text, segment, ref init);
            text.Append(CultureInfo.InvariantCulture, $"#EXT-X-PROGRAM-DATE-TIME:{segment.CapturedAt}\n");
            text.Append(CultureInfo.InvariantCulture, $"#EXTINF:{segment.Seconds:0.000},\n{segment.Number}.m4s\n");
        }
        return text.ToString();
    }

    private static void AddInit(StringBuilder text, HlsSegment segment, ref int init)
    {
        if (segment.InitVersion == init)
        {
            return;
        }
        text.Append(init == 0 ? "" : "#EXT-X-DISCONTINUITY\n");
        text.Append(CultureInfo.InvariantCulture, $"#EXT-X-MAP:URI=\"init-{segment.InitVersion}.mp4\"\n");
        init = segment.InitVersion;
    }
}
