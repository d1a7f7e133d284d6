using System.Globalization;
using System.Xml;

namespace SimCamera.Onvif.Soap;

/// <summary>xs:dateTime and xs:duration as ONVIF uses them. Pure; what cannot be read gives null.</summary>
internal static class XmlTime
{
    public static string Format(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    public static DateTimeOffset? Parse(string? text) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out DateTimeOffset time)
            ? time
            : null;

    public static TimeSpan? ParseSpan(string? text)
    {
        try
        {
            return text is null ? null : XmlConvert.ToTimeSpan(text.Trim());
        }
        catch (FormatException)
        {
            return null;
        }
        catch (OverflowException)
        {
            return null;
        }
    }
}
