using System.Globalization;
using SimCamera.Onvif.Soap;

namespace SimCamera.Quirks;

/// <summary>Numbers all prefixes of an envelope, as some XML libraries do.</summary>
internal sealed class NumberedPrefixQuirk : Quirk
{
    public override string OnEnvelope(string envelope)
    {
        int number = 0;
        return Ns.Declared.Select(d => d.Prefix).Prepend("s").Aggregate(
            envelope, (xml, prefix) => PrefixQuirk.Rename(xml, prefix, "ns" + (++number).ToString(CultureInfo.InvariantCulture)));
    }
}
