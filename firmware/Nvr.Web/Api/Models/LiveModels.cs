using Nvr.Web.OpenApi;

namespace Nvr.Web.Api.Models;

/// <summary>
/// The text messages of a live WebSocket. <c>init</c>: the next binary message is an init segment for <paramref name="Codecs"/> (or, for
/// <c>jpeg</c>, the first image). <c>time</c>: the next binary message begins with a key frame captured at that moment.
/// <c>refused</c>: there is no picture, and <c>waits</c>: there is none yet, ask again, both with a sentence for the user; the socket closes then.
/// </summary>
internal sealed record LiveText([property: OneOf("init", "time", "refused", "waits")] string Type, string? Codecs, string? CapturedAt, string? Sentence);

/// <summary>
/// The text messages of a talk WebSocket. <c>ready</c>: the camera listens. <c>refused</c>: it cannot, and <c>over</c>: it has hung up, both with a
/// sentence for the user; the socket closes then.
/// </summary>
internal sealed record TalkText([property: OneOf("ready", "refused", "over")] string Type, string? Sentence);
