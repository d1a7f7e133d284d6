using System.Xml.Linq;

namespace Nvr.Onvif.Soap;

/// <summary>
/// A fault as it came: its codes from the outermost in, without prefixes (<c>Sender, NotAuthorized</c>), and what the camera says about
/// it, made printable. SOAP 1.1 faults, which a few cameras send all the same, look alike.
/// </summary>
internal sealed record SoapFault(IReadOnlyList<string> Codes, string Reason)
{
    private const int MaxReason = 160;
    private const int MaxCodes = 8;

    public bool Has(string code) => Codes.Contains(code, StringComparer.OrdinalIgnoreCase);

    /// <summary>Null where the body holds no fault.</summary>
    public static SoapFault? In(XElement body)
    {
        if (body.Element(Ns.Soap + "Fault") is { } fault)
        {
            string reason = fault.Element(Ns.Soap + "Reason")?.Elements(Ns.Soap + "Text").FirstOrDefault().Trimmed() ?? "";
            return new SoapFault([.. CodesOf(fault)], Printable(reason));
        }
        if (body.Element(Ns.Soap11 + "Fault") is { } old)
        {
            string code = old.Elements().FirstOrDefault(e => e.Name.LocalName == "faultcode").Trimmed() ?? "";
            string reason = old.Elements().FirstOrDefault(e => e.Name.LocalName == "faultstring").Trimmed() ?? "";
            return new SoapFault([.. Xml.LocalPart(code).Split('.')], Printable(reason));
        }
        return null;
    }

    private static IEnumerable<string> CodesOf(XElement fault)
    {
        XElement? level = fault.Element(Ns.Soap + "Code");
        for (int i = 0; level is not null && i < MaxCodes; i++)
        {
            if (level.Text(Ns.Soap + "Value") is { } value)
            {
                yield return Xml.LocalPart(value);
            }
            level = level.Element(Ns.Soap + "Subcode");
        }
        // The names of WS-BaseFaults and of the schema validators stand in the detail only.
        foreach (XElement detail in (fault.Element(Ns.Soap + "Detail")?.Elements() ?? []).Take(MaxCodes))
        {
            yield return detail.Name.LocalName;
        }
    }

    private static string Printable(string text) => string.Concat(text.Where(c => c is >= ' ' and <= '~').Take(MaxReason));
}
