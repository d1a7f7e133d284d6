using Nvr.Core.Media;
using Nvr.Core.Time;

namespace Nvr.Storage;

/// <summary>A key frame and the pictures that were decoded after it, in that order. Immutable.</summary>
/// <param name="Time">Of the key frame.</param>
/// <param name="Format">Parameter sets are in its configuration record.</param>
/// <param name="Pictures">Samples as stored in MP4; the first is the key frame.</param>
public sealed record PictureGroup(UtcTime Time, TrackFormat Format, IReadOnlyList<byte[]> Pictures);
