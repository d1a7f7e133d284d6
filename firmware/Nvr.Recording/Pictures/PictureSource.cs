using Nvr.Core;
using Nvr.Core.Time;

namespace Nvr.Recording.Pictures;

/// <summary>The key frame that a picture is made of. Immutable.</summary>
public readonly record struct PictureSource(StreamKind Stream, UtcTime Time);
