namespace SimCamera.Onvif.Soap;

/// <summary>Writes SOAP 1.2 envelopes. Pure.</summary>
internal static class Envelope
{
    public static string Write(Xml body, string? action = null, string? relatesTo = null)
    {
        Xml declarations = Xml.Each(Ns.Declared, d => new Xml($" xmlns:{d.Prefix}=\"{d.Name}\""));
        Xml header = action is null
            ? Xml.Empty
            : Xml.Of($"<s:Header><wsa:Action>{action}</wsa:Action>{Xml.If(relatesTo is not null, $"<wsa:RelatesTo>{relatesTo}</wsa:RelatesTo>")}</s:Header>");
        return Xml.Of($"""
            <?xml version="1.0" encoding="UTF-8"?>
            <s:Envelope xmlns:s="{Ns.Soap.NamespaceName}"{declarations}>{header}<s:Body>{body}</s:Body></s:Envelope>
            """).Text;
    }
}
