namespace SimCamera.Onvif.Soap;

/// <summary>A well-formed piece of XML. Made from interpolated text, whose holes are escaped unless they are XML themselves. Immutable.</summary>
internal readonly record struct Xml(string Text)
{
    public static readonly Xml Empty = new("");

    public static Xml Of(XmlText text) => new(text.ToString());

    public static Xml Join(IEnumerable<Xml> pieces) => new(string.Concat(pieces.Select(p => p.Text)));

    public static Xml Each<T>(IEnumerable<T> items, Func<T, Xml> write) => Join(items.Select(write));

    public static Xml If(bool wanted, XmlText text) => wanted ? Of(text) : Empty;
}
