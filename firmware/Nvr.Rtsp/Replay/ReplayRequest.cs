using System.Globalization;
using Nvr.Core.Time;

namespace Nvr.Rtsp.Replay;

/// <summary>The header lines by which a session becomes a replay (ONVIF Streaming Specification, chapter 6). Pure.</summary>
internal static class ReplayRequest
{
    public const string Require = "Require: onvif-replay\r\n";

    /// <summary>For PLAY: from when to when by the camera's clock, as fast as it is read, at once.</summary>
    public static string Headers(UtcRange wanted) =>
        $"{Require}Range: clock={Text(wanted.Start)}-{Text(wanted.End)}\r\nRate-Control: no\r\nImmediate: yes\r\n";

    // RFC 2326 section 3.7. Three digits: more of them are legal, and unknown to some.
    private static string Text(UtcTime time) => time.ToDateTimeOffset().UtcDateTime.ToString("yyyyMMdd'T'HHmmss.fff'Z'", CultureInfo.InvariantCulture);
}
