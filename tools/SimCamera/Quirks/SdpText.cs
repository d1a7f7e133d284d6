using System.Text;

namespace SimCamera.Quirks;

/// <summary>Edits of an SDP's text. Pure.</summary>
internal static class SdpText
{
    private const string Unknown =
        "m=video 0 RTP/AVP 120\r\na=rtpmap:120 X-VENDOR-SMART/90000\r\na=control:trackID=8\r\n"
        + "m=audio 0 RTP/AVP 121\r\na=rtpmap:121 X-VENDOR-VOICE/8000\r\na=control:trackID=9\r\n";

    public static string WithoutOrigin(string sdp) => Change(sdp, line => line.StartsWith("o=", StringComparison.Ordinal) ? null : line);

    /// <summary>The address of the whole presentation becomes a star; those of tracks stay.</summary>
    public static string StarControl(string sdp)
    {
        int media = sdp.IndexOf("m=", StringComparison.Ordinal);
        return Change(sdp[..media], l => l.StartsWith("a=control:", StringComparison.Ordinal) ? "a=control:*" : l) + sdp[media..];
    }

    public static string AbsoluteControls(string sdp, string baseUrl) =>
        sdp.Replace("a=control:trackID=", $"a=control:{baseUrl}trackID=", StringComparison.Ordinal);

    public static string WithUnknownTracks(string sdp) => sdp + Unknown;

    public static string Huge(string sdp)
    {
        int media = sdp.IndexOf("m=", StringComparison.Ordinal);
        var text = new StringBuilder(sdp[..media]);
        for (int i = 0; i < 20_000; i++)
        {
            text.Append("a=x-vendor-padding:0123456789012345678901234567890123456789\r\n");
        }

        return text.Append(sdp[media..]).ToString();
    }

    private static string Change(string sdp, Func<string, string?> change)
    {
        IEnumerable<string> lines = sdp.Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Select(change).OfType<string>();
        return string.Concat(lines.Select(l => l + "\r\n"));
    }
}
