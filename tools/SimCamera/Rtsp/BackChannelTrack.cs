using System.Globalization;
using System.Text;

namespace SimCamera.Rtsp;

/// <summary>How the loudspeaker's track stands in the SDP (ONVIF Streaming, 5.3.2): only for who asked for it. Stateless.</summary>
internal static class BackChannelTrack
{
    /// <summary>Its number among the tracks.</summary>
    public const int Id = 4;

    public static bool IsIn(RtspExchange exchange) =>
        exchange.WantsBackChannel && !exchange.Path.IsReplay && exchange.Camera.Plan.BackChannel.Count > 0;

    public static void Write(StringBuilder text, RtspExchange exchange)
    {
        IReadOnlyList<BackChannelCoding> codings = exchange.Camera.Plan.BackChannel;
        text.Append(CultureInfo.InvariantCulture, $"m=audio 0 RTP/AVP {string.Join(' ', codings.Select(c => c.PayloadType))}\r\n");
        foreach (BackChannelCoding coding in codings)
        {
            text.Append(CultureInfo.InvariantCulture, $"a=rtpmap:{coding.PayloadType} {coding.RtpMap}\r\n");
        }

        text.Append(CultureInfo.InvariantCulture, $"a=sendonly\r\na=control:trackID={Id}\r\n");
    }
}
