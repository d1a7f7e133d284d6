using System.Globalization;
using System.Xml.Linq;
using Nvr.Onvif.Soap;

namespace Nvr.Onvif.Media;

/// <summary>
/// Writes settings back into the element as the camera gave it, so that what the recorder does not know stays as it was. The order of
/// children is that of the schema, which cameras insist on.
/// </summary>
internal static class EncoderWriter
{
    private const int UsualGovLength = 50;

    public static XElement ForMedia1(EncoderSettings settings, XName name)
    {
        XElement element = Start(settings, name);
        SetText(element, Ns.Schema + "Encoding", settings.Encoding switch
        {
            VideoEncoding.Jpeg => "JPEG",
            VideoEncoding.Mpeg4 => "MPEG4",
            VideoEncoding.H265 => "H265",
            _ => "H264",
        });
        SetCommon(element, settings);
        SetCodec(element, settings);
        return element;
    }

    public static XElement ForMedia2(EncoderSettings settings, XName name)
    {
        XElement element = Start(settings, name);
        SetText(element, Ns.Schema + "Encoding", settings.Encoding switch
        {
            VideoEncoding.Jpeg => "JPEG",
            VideoEncoding.Mpeg4 => "MPV4-ES",
            VideoEncoding.H265 => "H265",
            _ => "H264",
        });
        SetCommon(element, settings);
        element.SetAttributeValue(XName.Get("GovLength"), settings.GovLength is { } length ? Text(length) : null);
        element.SetAttributeValue(XName.Get("Profile"), settings.CodecProfile);
        return element;
    }

    /// <summary>The same element under another name, without the prefixes that it was written with.</summary>
    private static XElement Start(EncoderSettings settings, XName name)
    {
        XElement source = settings.Source ?? new XElement(name);
        return new XElement(name, source.Attributes().Where(a => !a.IsNamespaceDeclaration), source.Nodes());
    }

    private static void SetCommon(XElement element, EncoderSettings settings)
    {
        XElement? size = element.Element(Ns.Schema + "Resolution");
        SetText(size, Ns.Schema + "Width", Text(settings.Width));
        SetText(size, Ns.Schema + "Height", Text(settings.Height));
        SetText(element, Ns.Schema + "Quality", Text(settings.Quality));
        XElement? rate = element.Element(Ns.Schema + "RateControl");
        SetText(rate, Ns.Schema + "FrameRateLimit", Text(settings.FrameRate));
        SetText(rate, Ns.Schema + "BitrateLimit", Text(settings.BitrateKbps));
        if (settings.ConstantBitrate is { } constant)
        {
            rate?.SetAttributeValue(XName.Get("ConstantBitRate"), constant ? "true" : "false");
        }
    }

    private static void SetCodec(XElement element, EncoderSettings settings)
    {
        if (settings.Encoding is not (VideoEncoding.H264 or VideoEncoding.Mpeg4))
        {
            return;
        }
        XElement? codec = EncoderReader.CodecElement(element, settings.Encoding);
        if (codec is null)
        {
            codec = new XElement(
                Ns.Schema + (settings.Encoding == VideoEncoding.H264 ? "H264" : "MPEG4"),
                new XElement(Ns.Schema + "GovLength", Text(settings.GovLength ?? UsualGovLength)),
                new XElement(EncoderReader.ProfileName(settings.Encoding), settings.CodecProfile ?? (settings.Encoding == VideoEncoding.H264 ? "Main" : "SP")));
            AddBefore(element, codec);
            return;
        }
        SetText(codec, Ns.Schema + "GovLength", settings.GovLength is { } length ? Text(length) : null);
        SetText(codec, EncoderReader.ProfileName(settings.Encoding), settings.CodecProfile);
    }

    private static void AddBefore(XElement element, XElement codec)
    {
        XElement? next = element.Element(Ns.Schema + "Multicast") ?? element.Element(Ns.Schema + "SessionTimeout");
        if (next is null)
        {
            element.Add(codec);
        }
        else
        {
            next.AddBeforeSelf(codec);
        }
    }

    /// <summary>Only what the camera has: a child that it did not give, or a value that is not known, is left alone.</summary>
    private static void SetText(XElement? parent, XName name, string? value)
    {
        if (value is not null && parent?.Element(name) is { } child)
        {
            child.Value = value;
        }
    }

    private static string Text(double value) => value.ToString("0.####", CultureInfo.InvariantCulture);
}
