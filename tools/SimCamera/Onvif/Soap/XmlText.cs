using System.Globalization;
using System.Runtime.CompilerServices;
using System.Security;
using System.Text;

namespace SimCamera.Onvif.Soap;

/// <summary>Builds XML from an interpolated string; the compiler calls it. Used on one thread.</summary>
[InterpolatedStringHandler]
internal readonly ref struct XmlText(int literalLength, int formattedCount)
{
    private readonly StringBuilder _text = new(literalLength + (formattedCount * 16));

    public void AppendLiteral(string text) => _text.Append(text);

    public void AppendFormatted(Xml xml) => _text.Append(xml.Text);

    public void AppendFormatted(string? text) => _text.Append(SecurityElement.Escape(text));

    public void AppendFormatted(bool value) => _text.Append(value ? "true" : "false");

    public void AppendFormatted(int value) => _text.Append(CultureInfo.InvariantCulture, $"{value}");

    public void AppendFormatted(double value) => _text.Append(CultureInfo.InvariantCulture, $"{value}");

    public void AppendFormatted(Uri value) => AppendFormatted(value.ToString());

    /// <summary>xs:dateTime in UTC with milliseconds.</summary>
    public void AppendFormatted(DateTimeOffset value) => _text.Append(XmlTime.Format(value));

    public override string ToString() => _text.ToString();
}
