using Nvr.Web.OpenApi;

namespace Nvr.Web.Disks;

/// <summary>Something that takes long. Immutable.</summary>
/// <param name="Sentence">What it is.</param>
/// <param name="State"><c>running</c>, <c>done</c> or <c>failed</c>.</param>
/// <param name="Failure">Why it failed, in words.</param>
public sealed record WorkView(string Sentence, [property: OneOf("running", "done", "failed")] string State, string? Failure);
