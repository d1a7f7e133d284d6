using System.Globalization;
using System.Text;

namespace Nvr.Web.Live;

/// <summary>Writes a live media playlist (RFC 8216) of fragmented MP4 segments.</summary>
internal static class HlsPlaylist
{
    public const string ContentType = "application/vnd.apple.mpegurl";

    public static string Write(IReadOnlyList<HlsSegment> segments)
    {
        StringBuilder text = new("#EXTM3U\n#EXT-X-VERSION:7\n");
        // RFC 8216, 4.3.3.1: no segment, rounded to the nearest second, may be longer.
        int target = Math.Max(1, (int)Math.Round(segments.Select(s => s.Seconds).DefaultIfEmpty(1).Max()));
        text.Append(CultureInfo.InvariantCulture, $"#EXT-X-TARGETDURATION:{target}\n");
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
