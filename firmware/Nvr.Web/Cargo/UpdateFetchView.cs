using Nvr.Web.OpenApi;

namespace Nvr.Web.Cargo;

/// <summary>An update that is being fetched from a server, or was. Immutable.</summary>
/// <param name="State"><c>running</c>, <c>done</c> (it lies on the box as one that was sent), <c>failed</c> or <c>cancelled</c>.</param>
/// <param name="Host">The server that was asked first.</param>
/// <param name="OfBytes">How many there are to be; null while nobody knows.</param>
/// <param name="Version">Of one that is there, its signature found right.</param>
public sealed record UpdateFetchView([property: OneOf("running", "done", "failed", "cancelled")] string State, string Host, long Bytes, long? OfBytes, string Sentence, string? NextStep, string? Version)
{
    public const string Running = "running";
    public const string Done = "done";
    public const string Failed = "failed";
    public const string Cancelled = "cancelled";
}
