using System.Text.Json.Serialization;

namespace Nvr.Web.Api.Models;

/// <summary>
/// The certificate that browsers see: <paramref name="IsOwn"/> is true for the one that the box made itself, <paramref name="Fingerprint"/> its SHA-256 as pairs of digits with colons between them. Where the page is served
/// without encryption <paramref name="IsPlain"/> is true, and all else is empty. <paramref name="Acme"/> is null where it is not fetched.
/// </summary>
internal sealed record PageCertificateModel(bool IsPlain, bool IsOwn, string Fingerprint, string Issuer, IReadOnlyList<string> Names, DateTimeOffset Until, AcmeModel? Acme);

/// <summary>Where the certificate is fetched from by ACME (RFC 8555), over and over: <paramref name="Directory"/> is the authority's address, <paramref name="Problem"/> why the last try brought none, or null.</summary>
internal sealed record AcmeModel(string Directory, IReadOnlyList<string> Names, string? Contact, bool HasAuthority, string? Problem);

/// <summary>
/// Where to fetch the certificate from by ACME. <paramref name="Contact"/> is a mail address that the authority may write to, or null; <paramref name="Authority"/> the authority's own certificate as a PEM text, where the
/// system does not know it, or null.
/// </summary>
internal sealed record AcmeBody([property: JsonRequired] string Directory, [property: JsonRequired] IReadOnlyList<string> Names, string? Contact = null, string? Authority = null);

/// <summary>A certificate, those between it and its authority, and its key without a password, as PEM texts in any order.</summary>
internal sealed record PageCertificateBody([property: JsonRequired] string Pem);
