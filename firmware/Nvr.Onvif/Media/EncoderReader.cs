using System.Xml.Linq;
using Nvr.Onvif.Soap;

namespace Nvr.Onvif.Media;

/// <summary>
/// Reads tt:VideoEncoderConfiguration (Media1) and tt:VideoEncoder2Configuration (Media2): the same content, but the codec's own settings
/// are children in the one and attributes in the other.
/// </summary>
internal static class EncoderReader
{
    public static EncoderSettings From(XElement element)
    {
        XElement? size = element.Element(Ns.Schema + "Resolution");
        XElement? rate = element.Element(Ns.Schema + "RateControl");
        VideoEncoding encoding = EncodingOf(element.Text(Ns.Schema + "Encoding"));
        XElement? codec = CodecElement(element, encoding);
        return new EncoderSettings
        {
            Token = element.Said("token"),
            Name = element.Text(Ns.Schema + "Name") ?? "",
            UseCount = element.Integer(Ns.Schema + "UseCount") ?? 0,
            Encoding = encoding,
            Width = size.Integer(Ns.Schema + "Width") ?? 0,
            Height = size.Integer(Ns.Schema + "Height") ?? 0,
            FrameRate = rate.Number(Ns.Schema + "FrameRateLimit") ?? 0,
            BitrateKbps = rate.Integer(Ns.Schema + "BitrateLimit") ?? 0,
            GovLength = codec.Integer(Ns.Schema + "GovLength") ?? (int?)Xml.AsNumber(element.Said("GovLength")),
            CodecProfile = codec.Text(ProfileName(encoding)) ?? NullIfEmpty(element.Said("Profile")),
            Quality = element.Number(Ns.Schema + "Quality") ?? 0,
            ConstantBitrate = rate is null ? null : Xml.AsFlag(rate.Said("ConstantBitRate")),
            Source = element,
        };
    }

    /// <summary>Media1 says JPEG, MPEG4, H264; Media2 the names that IANA registered; cameras write H.265 and HEVC besides.</summary>
    public static VideoEncoding EncodingOf(string? text) => text?.Replace(".", "", StringComparison.Ordinal).ToUpperInvariant() switch
    {
        "H264" or "AVC" => VideoEncoding.H264,
        "H265" or "HEVC" => VideoEncoding.H265,
        "JPEG" or "MJPEG" => VideoEncoding.Jpeg,
        "MPEG4" or "MPV4-ES" => VideoEncoding.Mpeg4,
        _ => VideoEncoding.Unknown,
    };

    public static XElement? CodecElement(XElement element, VideoEncoding encoding) => encoding switch
    {
        VideoEncoding.H264 => element.Element(Ns.Schema + "H264"),
        VideoEncoding.H265 => element.Element(Ns.Schema + "H265"),
        VideoEncoding.Mpeg4 => element.Element(Ns.Schema + "MPEG4"),
        _ => null,
    };

    public static XName ProfileName(VideoEncoding encoding) => Ns.Schema + encoding switch
    {
        VideoEncoding.Mpeg4 => "Mpeg4Profile",
        VideoEncoding.H265 => "H265Profile",
        _ => "H264Profile",
    };

    private static string? NullIfEmpty(string text) => text.Length == 0 ? null : text;
}
