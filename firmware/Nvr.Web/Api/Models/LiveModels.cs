namespace Nvr.Web.Api.Models;

/// <summary>
/// The text messages of a live WebSocket. <c>init</c>: the next binary message is an init segment for <paramref name="Codecs"/> (or, for
/// <c>jpeg</c>, the first image). <c>time</c>: the next binary message begins with a key frame captured at that moment.
/// </summary>
internal sealed record LiveText(string Type, string? Codecs, string? CapturedAt);
