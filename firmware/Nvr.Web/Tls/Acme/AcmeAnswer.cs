using System.Text.Json;
using Nvr.Core;

namespace Nvr.Web.Tls.Acme;

/// <summary>What an authority answered. Immutable; what it lacks is Protocol.</summary>
/// <param name="Host">Who answered, for sentences.</param>
/// <param name="Text">As it came.</param>
/// <param name="Location">Of what was made; null where nothing was.</param>
/// <param name="Wait">How long to wait before asking again.</param>
internal sealed record AcmeAnswer(string Host, string Text, Uri? Location, TimeSpan Wait)
{
    private readonly Lazy<JsonElement> json = new(() => Parse(Host, Text));

    public string Status => Word("status");

    public string Word(string name) => Word(json.Value, name);

    public JsonElement Part(string name) => json.Value.TryGetProperty(name, out JsonElement part) ? part : throw Odd(Host);

    public Uri Link(string name) => Link(Host, Word(name));

    /// <summary>Where it goes on, for each of a list.</summary>
    public IReadOnlyList<Uri> Links(string name) => [.. Items(name).Select(i => i.ValueKind is JsonValueKind.String ? Link(Host, i.GetString()!) : throw Odd(Host))];

    public IReadOnlyList<JsonElement> Items(string name) =>
        json.Value.TryGetProperty(name, out JsonElement items) && items.ValueKind is JsonValueKind.Array ? [.. items.EnumerateArray()] : throw Odd(Host);

    public string Word(JsonElement of, string name) =>
        of.ValueKind is JsonValueKind.Object && of.TryGetProperty(name, out JsonElement word) && word.ValueKind is JsonValueKind.String ? word.GetString()! : throw Odd(Host);

    /// <summary>Why something failed, in the authority's words (RFC 7807), as far as it says.</summary>
    public string Reason() => Reason(json.Value);

    public static string Reason(JsonElement of)
    {
        JsonElement problem = of.ValueKind is JsonValueKind.Object && of.TryGetProperty("error", out JsonElement inner) ? inner : of;
        string detail = problem.ValueKind is JsonValueKind.Object && problem.TryGetProperty("detail", out JsonElement said) && said.ValueKind is JsonValueKind.String ? said.GetString()! : "it gives no reason";
        string clean = new([.. detail.Where(c => !char.IsControl(c)).Take(300)]);
        return clean.TrimEnd('.');
    }

    public static Uri Link(string host, string address) =>
        Uri.TryCreate(address, UriKind.Absolute, out Uri? link) && link.Scheme == Uri.UriSchemeHttps ? link : throw Odd(host);

    public static NvrException Odd(string host, Exception? cause = null) => new(ErrorKind.Protocol, $"{host} does not answer as an authority that issues certificates by ACME.", cause);

    private static JsonElement Parse(string host, string text)
    {
        try
        {
            using var document = JsonDocument.Parse(text);
            return document.RootElement.ValueKind is JsonValueKind.Object ? document.RootElement.Clone() : throw Odd(host);
        }
        catch (JsonException)
        {
            throw Odd(host);
        }
    }
}
