using System.Globalization;
using System.Xml.Linq;
using Nvr.Core.Time;

namespace Nvr.Onvif.Soap;

/// <summary>Reads values out of a tree, forgiving what cameras get wrong: blanks, missing elements, numbers with a decimal comma or none.</summary>
internal static class Xml
{
    private const int MaxText = 1024;

    /// <summary>The text of the first child of that name, trimmed and bounded; null where there is none, or it is empty.</summary>
    public static string? Text(this XElement? parent, XName name) => parent?.Element(name).Trimmed();

    public static string? Trimmed(this XElement? element)
    {
        string? text = element?.Value.Trim();
        return string.IsNullOrEmpty(text) ? null : text.Length > MaxText ? text[..MaxText] : text;
    }

    public static XElement? At(this XElement? from, params ReadOnlySpan<XName> path)
    {
        foreach (XName step in path)
        {
            from = from?.Element(step);
        }
        return from;
    }

    /// <summary>An attribute in no namespace, trimmed; empty where there is none.</summary>
    public static string Said(this XElement element, string name) => element.Attribute(XName.Get(name))?.Value.Trim() ?? "";

    public static int? Integer(this XElement? parent, XName name) => Number(parent, name) is { } value ? (int)value : null;

    public static double? Number(this XElement? parent, XName name) => AsNumber(parent.Text(name));

    public static double? AsNumber(string? text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double value) && Math.Abs(value) < int.MaxValue ? value : null;

    /// <summary>xs:boolean, in any case.</summary>
    public static bool? Flag(this XElement? parent, XName name) => AsFlag(parent.Text(name));

    public static bool? AsFlag(string? text) => text?.ToUpperInvariant() switch
    {
        "TRUE" or "1" => true,
        "FALSE" or "0" => false,
        _ => null,
    };

    /// <summary>xs:dateTime; one without an offset is taken as UTC, as the ONVIF specification demands of all of them.</summary>
    public static UtcTime? AsTime(string? text)
    {
        if (text is not { Length: >= 19 and <= 40 })
        {
            return null;
        }
        const DateTimeStyles Utc = DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal;
        return DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, Utc, out DateTimeOffset time) ? UtcTime.From(time) : null;
    }

    /// <summary>The part after the last colon: what a QName in a text means once its prefix is left out.</summary>
    public static string LocalPart(string name) => name[(name.LastIndexOf(':') + 1)..];
}
