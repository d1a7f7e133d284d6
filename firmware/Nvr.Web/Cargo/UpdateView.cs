using Nvr.Web.OpenApi;

namespace Nvr.Web.Cargo;

/// <summary>An update that is being installed, or was. Immutable.</summary>
/// <param name="State"><c>installing</c>, <c>installed</c> or <c>failed</c>.</param>
public sealed record UpdateView([property: OneOf("installing", "installed", "failed")] string State, string Version, int Percent, string Sentence, string? NextStep);
