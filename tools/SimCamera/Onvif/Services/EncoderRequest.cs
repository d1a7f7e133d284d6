using System.Globalization;
using System.Xml.Linq;
using SimCamera.Material;
using SimCamera.Onvif.Media;
using SimCamera.Onvif.Soap;

namespace SimCamera.Onvif.Services;

/// <summary>Reads what a Set…EncoderConfiguration asks for, of either media service; what it leaves out stays as it is. Pure.</summary>
internal static class EncoderRequest
{
    public const int MaxGop = 400;
    public const int MinKbit = 64;
    public const int MaxKbit = 16_384;

    public static EncoderSettings Read(XElement configuration, MediaProfile profile)
    {
        VideoRecipe now = profile.Recipe;
        string? coding = Text(configuration, "Encoding");
        var wanted = new EncoderSettings(
            coding is null ? now.Codec : ConfigXml.Codec(coding) ?? throw SoapFault.Invalid("The coding is not known.", "ter:ConfigModify"),
            Number(configuration, "Width") ?? now.Width,
            Number(configuration, "Height") ?? now.Height,
            Number(configuration, "FrameRateLimit") ?? now.Fps,
            Gop(configuration) ?? now.Gop,
            Number(configuration, "BitrateLimit") ?? now.Kbit);
        Check(wanted, profile);
        return wanted;
    }

    private static int? Gop(XElement configuration) => (string?)configuration.Attribute("GovLength") is { } attribute
        ? Parse(attribute)
        : Number(configuration, "GovLength");

    private static void Check(EncoderSettings wanted, MediaProfile profile)
    {
        bool fits = ConfigXml.Sizes(profile).Contains((wanted.Width, wanted.Height))
            && wanted.Fps >= 1 && wanted.Fps <= profile.Source.Camera.Plan.Options.Fps
            && wanted.Gop is >= 1 and <= MaxGop
            && wanted.Kbit is >= MinKbit and <= MaxKbit;
        if (!fits)
        {
            throw SoapFault.Invalid("The configuration parameters are not possible to set.", "ter:ConfigModify");
        }
    }

    private static string? Text(XElement configuration, string name) =>
        configuration.Descendants().FirstOrDefault(e => e.Name.LocalName == name)?.Value.Trim();

    private static int? Number(XElement configuration, string name) => Text(configuration, name) is { } text ? Parse(text) : null;

    // Media2 gives the frame rate as a float.
    private static int Parse(string text) => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double value)
        ? (int)Math.Clamp(value, -1, int.MaxValue)
        : throw SoapFault.Invalid($"'{text}' is not a number.");
}
