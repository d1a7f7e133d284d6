namespace Nvr.Web.Tls;

/// <summary>What is shown to browsers. Immutable.</summary>
/// <param name="IsOwn">Whether the box made it itself.</param>
/// <param name="Fingerprint">By SHA-256, as hexadecimal digits; empty where nothing is shown.</param>
/// <param name="Issuer">Who made it.</param>
/// <param name="Names">Names and addresses that it is for.</param>
/// <param name="Until">The last moment of it.</param>
internal sealed record PageCertificateView(bool IsOwn, string Fingerprint, string Issuer, IReadOnlyList<string> Names, DateTime Until);
