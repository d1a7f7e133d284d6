using System.Xml.Linq;

namespace SimCamera.Tests.Onvif;

/// <summary>What came back: the HTTP status, the headers that ask for a password, the text, and the XML where it is some.</summary>
public sealed record OnvifAnswer(int Status, IReadOnlyList<string> Challenges, string Text)
{
    public XElement Xml => XElement.Parse(Text);

    public string? Location { get; init; }

    /// <summary>Text of the first element of this name; fails the test when there is none.</summary>
    public string this[string name] => All(name).First().Value;

    public IEnumerable<XElement> All(string name) => Xml.Descendants().Where(e => e.Name.LocalName == name);

    /// <summary>The fault's subcodes; empty when it is no fault.</summary>
    public IEnumerable<string> Faults => All("Subcode").Select(e => e.Elements().First().Value);

    public OnvifAnswer Fine()
    {
        Assert.True(Status == 200, Text);
        return this;
    }
}
