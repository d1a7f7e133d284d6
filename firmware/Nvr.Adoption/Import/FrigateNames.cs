using System.Text.RegularExpressions;

namespace Nvr.Adoption.Import;

/// <summary>
/// Fills in Frigate's placeholders <c>{FRIGATE_...}</c> from the file's own <c>environment_vars</c>. One that the file does not define may stand
/// for a user name or a password, which are then asked for; nothing else can be guessed.
/// </summary>
internal sealed partial class FrigateNames(YamlMap? variables)
{
    private const int LongestAddress = 2048;
    private const int LongestValue = 256;

    public StreamSource Fill(string address)
    {
        if (address.Length > LongestAddress)
        {
            return StreamSource.Unusable("The address is longer than any camera's.");
        }
        string filled = Placeholder().Replace(address, m => variables?.Text(m.Groups[1].Value) is { Length: <= LongestValue } value ? Uri.EscapeDataString(value) : m.Value);
        Match left = Placeholder().Match(filled);
        return left.Success ? WithoutSecrets(filled, left.Value) : Parse(filled, lacksPassword: false);
    }

    private static StreamSource WithoutSecrets(string address, string placeholder)
    {
        int start = address.IndexOf("://", StringComparison.Ordinal) + 3;
        int at = start < 3 ? -1 : address.LastIndexOf('@', PathStart(address, start) - 1);
        string rest = at < start ? address : address[..start] + address[(at + 1)..];
        if (at < start || Placeholder().IsMatch(rest))
        {
            return StreamSource.Unusable($"The address needs {placeholder}, which is not in the file.");
        }
        string user = address[start..at].Split(':', 2)[0];
        string kept = Placeholder().IsMatch(user) ? "" : user + "@";
        return Parse(address[..start] + kept + address[(at + 1)..], lacksPassword: true);
    }

    private static int PathStart(string address, int start) =>
        address.IndexOf('/', start) is var slash && slash < 0 ? address.Length : slash;

    private static StreamSource Parse(string address, bool lacksPassword) =>
        Uri.TryCreate(address, UriKind.Absolute, out Uri? url) && url.Host.Length > 0
            ? new StreamSource(url, lacksPassword, null)
            : StreamSource.Unusable("The address cannot be read.");

    [GeneratedRegex("\\{(FRIGATE_[A-Za-z0-9_]{1,64})\\}", RegexOptions.NonBacktracking)]
    private static partial Regex Placeholder();
}
