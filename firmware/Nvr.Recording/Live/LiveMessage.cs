using Nvr.Core.Time;

namespace Nvr.Recording.Live;

/// <summary>
/// One message to a live viewer. <see cref="Codecs"/> is set on init segments only (RFC 6381, or <c>jpeg</c> for Motion JPEG, whose
/// messages are plain JPEG images). The bytes are shared between viewers: read only.
/// </summary>
public sealed record LiveMessage(ReadOnlyMemory<byte> Bytes, string? Codecs, bool IsKeyFrame, UtcTime CapturedAt);
