using System.Text.Json.Serialization;

namespace Nvr.Web.Tls.Acme;

/// <summary>The content of <c>acme.json</c>; null: no certificate is fetched.</summary>
public sealed record AcmeFile(AcmeSource? From = null)
{
    public const string Name = "acme.json";
}

/// <summary>Where the page's certificate is fetched from.</summary>
/// <param name="Directory">The authority's address (RFC 8555, 7.1.1).</param>
/// <param name="Names">Names and addresses that the certificate is for.</param>
/// <param name="Contact">Whom the authority may write to; null: nobody.</param>
/// <param name="Authority">Who is believed to be that authority, as PEM texts; null: whom the system believes.</param>
public sealed record AcmeSource(string Directory, IReadOnlyList<string> Names, string? Contact, string? Authority);

/// <summary>Source-generated JSON of it.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true, RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(AcmeFile))]
internal sealed partial class AcmeFileJson : JsonSerializerContext;
