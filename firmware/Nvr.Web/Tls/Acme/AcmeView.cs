namespace Nvr.Web.Tls.Acme;

/// <summary>Where the page's certificate is fetched from. Immutable.</summary>
/// <param name="Wish">As somebody set it.</param>
/// <param name="Problem">Why the last try brought none, as a sentence; null when it did.</param>
internal sealed record AcmeView(AcmeWish Wish, string? Problem);
