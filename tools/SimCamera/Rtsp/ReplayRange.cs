using System.Globalization;

namespace SimCamera.Rtsp;

/// <summary>What a PLAY of the card asks for: from and to when on the camera's clock (null: to the end), and whether the client sets the pace. Immutable.</summary>
internal sealed record ReplayRange(DateTimeOffset From, DateTimeOffset? To, bool AsFastAsPossible, int Sequence)
{
    private static readonly string[] s_formats = ["yyyyMMdd'T'HHmmss'Z'", "yyyyMMdd'T'HHmmss.FFFFFFF'Z'"];

    /// <summary>Null when there is no <c>Range: clock=…</c> that can be read (RFC 2326, 3.7).</summary>
    public static ReplayRange? Parse(RtspRequest request)
    {
        string range = request.Header("Range") ?? "";
        if (!range.StartsWith("clock=", StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }

        string[] sides = range[6..].Split(';')[0].Split('-', 2);
        DateTimeOffset? from = Time(sides[0]);
        DateTimeOffset? to = sides.Length > 1 ? Time(sides[1]) : null;
        bool fast = string.Equals(request.Header("Rate-Control"), "no", StringComparison.OrdinalIgnoreCase);
        _ = int.TryParse(request.Header("CSeq"), NumberStyles.None, CultureInfo.InvariantCulture, out int sequence);
        return from is null ? null : new ReplayRange(from.Value, to, fast, sequence);
    }

    public override string ToString() => $"clock={Text(From)}-{(To is { } end ? Text(end) : "")}";

    private static string Text(DateTimeOffset time) => time.UtcDateTime.ToString(s_formats[1], CultureInfo.InvariantCulture);

    private static DateTimeOffset? Time(string text) => DateTimeOffset.TryParseExact(
        text.Trim(), s_formats, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out DateTimeOffset time)
        ? time
        : null;
}
