using System.Xml.Linq;
using Nvr.Onvif.Soap;

namespace Nvr.Onvif.Media;

/// <summary>Reads what an encoder can be set to, in the forms of Media1 (tt:VideoEncoderConfigurationOptions) and Media2 (tt:VideoEncoder2ConfigurationOptions).</summary>
internal static class OptionsReader
{
    public static IReadOnlyList<EncoderOptions> Media1(XElement? options)
    {
        if (options is null)
        {
            return [];
        }
        XElement? extension = options.Element(Ns.Schema + "Extension");
        (double, double)? quality = Range(options.Element(Ns.Schema + "QualityRange"));
        var found = new List<EncoderOptions>();
        foreach (string name in (string[])["H264", "H265", "JPEG", "MPEG4"])
        {
            // The extension repeats an entry and adds the bit rate.
            XElement? plain = options.Element(Ns.Schema + name);
            XElement? extended = extension?.Element(Ns.Schema + name);
            if ((extended ?? plain) is { } entry)
            {
                found.Add(From1(name, plain ?? entry, entry, quality));
            }
        }
        return found;
    }

    public static IReadOnlyList<EncoderOptions> Media2(IEnumerable<XElement> options) => [.. options.Select(From2)];

    private static EncoderOptions From1(string name, XElement plain, XElement extended, (double, double)? quality)
    {
        (double Min, double Max)? rates = Range(plain.Element(Ns.Schema + "FrameRateRange"));
        return new EncoderOptions
        {
            Encoding = EncoderReader.EncodingOf(name),
            Resolutions = Resolutions(plain),
            FrameRates = rates is { } r ? [r.Min, r.Max] : [],
            FrameRatesAreRange = rates is not null,
            GovLength = Whole(Range(plain.Element(Ns.Schema + "GovLengthRange"))),
            Bitrate = Whole(Range(extended.Element(Ns.Schema + "BitrateRange"))),
            CodecProfiles = [.. plain.Elements().Where(e => e.Name.LocalName.EndsWith("ProfilesSupported", StringComparison.Ordinal)).Select(e => e.Trimmed()).OfType<string>()],
            Quality = quality,
        };
    }

    private static EncoderOptions From2(XElement options)
    {
        double[] gov = Numbers(options.Said("GovLengthRange"));
        double[] rates = Numbers(options.Said("FrameRatesSupported"));
        return new EncoderOptions
        {
            Encoding = EncoderReader.EncodingOf(options.Text(Ns.Schema + "Encoding")),
            Resolutions = Resolutions(options),
            FrameRates = rates,
            GovLength = gov.Length >= 2 ? ((int)gov.Min(), (int)gov.Max()) : null,
            Bitrate = Whole(Range(options.Element(Ns.Schema + "BitrateRange"))),
            CodecProfiles = [.. options.Said("ProfilesSupported").Split(' ', StringSplitOptions.RemoveEmptyEntries)],
            Quality = Range(options.Element(Ns.Schema + "QualityRange")),
        };
    }

    private static IReadOnlyList<(int Width, int Height)> Resolutions(XElement options) =>
    [
        .. from size in options.Elements(Ns.Schema + "ResolutionsAvailable")
           let width = size.Integer(Ns.Schema + "Width") ?? 0
           let height = size.Integer(Ns.Schema + "Height") ?? 0
           where width > 0 && height > 0
           select (width, height),
    ];

    private static (double Min, double Max)? Range(XElement? range) =>
        range.Number(Ns.Schema + "Min") is { } min && range.Number(Ns.Schema + "Max") is { } max && max >= min ? (min, max) : null;

    private static (int Min, int Max)? Whole((double Min, double Max)? range) => range is { } r ? ((int)r.Min, (int)r.Max) : null;

    private static double[] Numbers(string list) =>
        [.. list.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(Xml.AsNumber).OfType<double>()];
}
