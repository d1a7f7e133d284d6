using System.Text.Json.Serialization;

namespace Nvr.Web.Api.Models;

/// <summary>
/// The certificate that browsers see: <paramref name="IsOwn"/> is true for the one that the box made itself, <paramref name="Fingerprint"/> its SHA-256 as pairs of digits with colons between them. Where the page is served
/// without encryption <paramref name="IsPlain"/> is true, and all else is empty.
/// </summary>
internal sealed record PageCertificateModel(bool IsPlain, bool IsOwn, string Fingerprint, string Issuer, IReadOnlyList<string> Names, DateTimeOffset Until);

/// <summary>A certificate, those between it and its authority, and its key without a password, as PEM texts in any order.</summary>
internal sealed record PageCertificateBody([property: JsonRequired] string Pem);
