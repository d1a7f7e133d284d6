using System.Globalization;
using System.Text;
using SimCamera.Material;
using SimCamera.Quirks;

namespace SimCamera.Rtsp;

/// <summary>Writes the SDP of one stream of a camera (RFC 8866), through its quirks. Stateless.</summary>
internal static class SdpWriter
{
    public static string Write(RtspExchange exchange)
    {
        CameraPlan plan = exchange.Camera.Plan;
        var text = new StringBuilder()
            .Append("v=0\r\n")
            .Append(CultureInfo.InvariantCulture, $"o=- {plan.Number} 1 IN IP4 {exchange.Connection.Local.Address}\r\n")
            .Append("s=SimCamera\r\n")
            .Append("c=IN IP4 0.0.0.0\r\n")
            .Append("t=0 0\r\n")
            .Append(CultureInfo.InvariantCulture, $"a=control:{exchange.BaseUrl}\r\n")
            .Append("a=range:npt=now-\r\n");
        foreach (CameraTrack track in exchange.Tracks)
        {
            WriteTrack(text, exchange, track);
        }

        if (BackChannelTrack.IsIn(exchange))
        {
            BackChannelTrack.Write(text, exchange);
        }

        string sdp = text.ToString();
        foreach (Quirk quirk in plan.Quirks)
        {
            sdp = quirk.OnSdp(exchange, sdp);
        }

        return sdp;
    }

    private static void WriteTrack(StringBuilder text, RtspExchange exchange, CameraTrack track)
    {
        text.Append(CultureInfo.InvariantCulture, $"m={track.Media} 0 RTP/AVP {track.PayloadType}\r\n");
        text.Append(CultureInfo.InvariantCulture, $"a=rtpmap:{track.PayloadType} {track.RtpMap}\r\n");
        string? fmtp = track.Video is null ? track.Audio?.Format.Fmtp : VideoFmtp(exchange, track.Video.Material);
        if (!string.IsNullOrEmpty(fmtp))
        {
            text.Append(CultureInfo.InvariantCulture, $"a=fmtp:{track.PayloadType} {fmtp}\r\n");
        }

        if (track.Video is { } video)
        {
            VideoRecipe recipe = video.Material.Recipe;
            text.Append(CultureInfo.InvariantCulture, $"a=framerate:{recipe.Fps}\r\n");
            text.Append(CultureInfo.InvariantCulture, $"a=x-dimensions:{recipe.Width},{recipe.Height}\r\n");
        }

        text.Append(CultureInfo.InvariantCulture, $"a=control:trackID={track.Id}\r\n");
    }

    private static string? VideoFmtp(RtspExchange exchange, VideoMaterial material)
    {
        if (material.Recipe.Codec == VideoCodec.Mjpeg)
        {
            return null;
        }

        VideoMaterial other = exchange.Camera.Tracks(!exchange.Path.IsSub)[0].Video!.Material;
        var parameters = new SdpParameters(material.Recipe.Codec, material.CopyParameterSets(), other.CopyParameterSets());
        foreach (Quirk quirk in exchange.Camera.Plan.Quirks)
        {
            quirk.OnParameterSets(parameters);
        }

        return parameters.Fmtp();
    }
}
