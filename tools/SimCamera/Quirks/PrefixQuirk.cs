namespace SimCamera.Quirks;

/// <summary>Writes the SOAP envelope with another prefix.</summary>
internal sealed class PrefixQuirk(string prefix) : Quirk
{
    public override string OnEnvelope(string envelope) => Rename(envelope, "s", prefix);

    /// <summary>Renames a prefix in tags, declarations and values that begin with it; user text cannot hold a raw angle bracket.</summary>
    public static string Rename(string xml, string from, string to) => xml
        .Replace($"<{from}:", $"<{to}:", StringComparison.Ordinal)
        .Replace($"</{from}:", $"</{to}:", StringComparison.Ordinal)
        .Replace($">{from}:", $">{to}:", StringComparison.Ordinal)
        .Replace($" {from}:", $" {to}:", StringComparison.Ordinal)
        .Replace($"xmlns:{from}=", $"xmlns:{to}=", StringComparison.Ordinal);
}
