using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Nvr.Web.Support;

/// <summary>
/// Takes out of a text what must not leave the box: secrets that are known, and whatever looks like one. Of addresses of streams nothing is left but scheme, host and port, since makers put passwords, and keys of streams,
/// in user part, path and query alike. Immutable and thread-safe; the patterns take time in proportion to the text.
/// </summary>
internal sealed partial class Redactor
{
    public const string Mark = "[hidden]";

    /// <summary>Shorter ones would take half of all words along, and are nobody's secret that holds.</summary>
    private const int ShortestSecret = 4;

    private readonly string[] secrets;

    public Redactor(IEnumerable<string> secrets) =>
        // The longest first: one may be the beginning of another.
        this.secrets = [.. secrets.SelectMany(Spellings).Where(s => s.Length >= ShortestSecret).Distinct(StringComparer.Ordinal).OrderByDescending(s => s.Length)];

    public string Clean(string text)
    {
        string clean = text;
        foreach (string secret in secrets)
        {
            clean = clean.Replace(secret, Mark, StringComparison.Ordinal);
        }
        clean = StreamAddress().Replace(clean, Shortened);
        clean = WebUser().Replace(clean, "$1");
        clean = Credentials().Replace(clean, "$1" + Mark);
        clean = Named().Replace(clean, "$1" + Mark);
        clean = SharePath().Replace(clean, "$1" + Mark);
        return Long().Replace(clean, Mark);
    }

    /// <summary>Cleans every text of a document; names of fields, numbers and the shape stay.</summary>
    public JsonNode? Clean(JsonNode? node)
    {
        switch (node)
        {
            case JsonObject fields:
                return new JsonObject(fields.Select(f => KeyValuePair.Create(f.Key, Clean(f.Value))));
            case JsonArray items:
                return new JsonArray([.. items.Select(Clean)]);
            default:
                return node?.GetValueKind() == JsonValueKind.String ? JsonValue.Create(Clean(node.GetValue<string>())) : node?.DeepClone();
        }
    }

    // Where a password holds a slash, what looks like a host is a part of it.
    private static string Shortened(Match address)
    {
        string rest = address.Groups["rest"].Value;
        string shown = rest.Contains('@', StringComparison.Ordinal) ? Mark : address.Groups["host"].Value + (rest.Length > 1 ? "/…" : rest);
        return $"{address.Groups["scheme"].Value}://{shown}";
    }

    // As it stands, and as it stands in an address.
    private static string[] Spellings(string secret) => [secret, Uri.EscapeDataString(secret)];

    [GeneratedRegex(@"(?<scheme>rtsps?|rtmps?|srt)://(?:[^\s/""'<>]*@)?(?<host>[^\s/""'<>?#]*)(?<rest>[^\s""'<>]*)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex StreamAddress();

    [GeneratedRegex(@"(\b[a-z][a-z0-9+.-]{0,15}://)[^\s/""'<>]*@", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex WebUser();

    // Headers, as some library may quote them.
    [GeneratedRegex(@"(\b(?:basic|bearer|digest)\s+)\S.*$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.Multiline)]
    private static partial Regex Credentials();

    [GeneratedRegex(@"((?:pass(?:wor[dt]|wd|phrase)?|pwd|psw|secret|token|api-?key|community|setup code|cookie)[""']?\s*[=:]\s*[""']?)(?:\d{4} \d{4}|[^\s&;,""'}]+)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Named();

    // SharePages.PathOf.
    [GeneratedRegex(@"(/s/)[A-Za-z0-9_-]{16,}", RegexOptions.CultureInvariant)]
    private static partial Regex SharePath();

    // Tokens of sessions and shares, and keys: 40 letters and more without a blank that are no path, with digits, or at least large and small letters: one token in a thousand has no digit. Hashes of models are not in logs.
    [GeneratedRegex(@"(?<![A-Za-z0-9+_/=.-])(?=[A-Za-z0-9+_/=-]*[A-Za-z])(?=[A-Za-z0-9+_/=-]*[0-9]|[A-Za-z0-9+_/=-]{0,40}(?:[a-z][A-Z]|[A-Z][a-z]))[A-Za-z0-9+_=-][A-Za-z0-9+_/=-]{39,}(?![A-Za-z0-9+_/=-])", RegexOptions.CultureInvariant)]
    private static partial Regex Long();
}
