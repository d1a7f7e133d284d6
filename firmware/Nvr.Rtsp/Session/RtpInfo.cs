using System.Globalization;

namespace Nvr.Rtsp.Session;

/// <summary>
/// One entry of an <c>RTP-Info</c> header (RFC 2326 section 12.33): where the stream begins. Cameras send it with zeros, blanks,
/// wrong addresses or not at all; what cannot be read is null. Never throws.
/// </summary>
internal sealed record RtpInfo(string Url, ushort? Sequence, uint? RtpTime)
{
    public static IReadOnlyList<RtpInfo> Parse(string? header) =>
        [.. (header ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(Entry)];

    /// <summary>The entry for a track: by address or its tail, else by position when there are as many entries as tracks.</summary>
    public static RtpInfo? For(IReadOnlyList<RtpInfo> entries, string controlUrl, int index, int tracks) =>
        entries.FirstOrDefault(e => e.Url.Length > 0
            && (controlUrl.EndsWith(e.Url, StringComparison.OrdinalIgnoreCase) || e.Url.EndsWith(controlUrl, StringComparison.OrdinalIgnoreCase)))
        ?? (entries.Count == tracks ? entries[index] : null);

    private static RtpInfo Entry(string text)
    {
        string url = "";
        ushort? sequence = null;
        uint? time = null;
        foreach (string part in text.Split(';', StringSplitOptions.TrimEntries))
        {
            string[] pair = part.Split('=', 2, StringSplitOptions.TrimEntries);
            string value = pair.Length > 1 ? pair[1] : "";
            switch (pair[0].ToLowerInvariant())
            {
                case "url":
                    url = value.Trim('"');
                    break;
                case "seq" when ushort.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out ushort number):
                    sequence = number;
                    break;
                case "rtptime" when uint.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out uint ticks):
                    time = ticks;
                    break;
            }
        }
        // A start at sequence 0 or 1 and time 0 is what firmware writes that does not know.
        return sequence is null or 0 or 1 && time is null or 0 ? new RtpInfo(url, null, null) : new RtpInfo(url, sequence, time);
    }
}
