using Nvr.Core;
using Nvr.Core.Time;

namespace Nvr.Recording.Pictures;

/// <summary>What a picture is made of. Immutable.</summary>
/// <param name="Stream">Whose pictures.</param>
/// <param name="Time">Of the key frame with which is begun.</param>
/// <param name="Until">The moment that is shown, by the last picture before it; null for the key frame itself.</param>
public readonly record struct PictureSource(StreamKind Stream, UtcTime Time, UtcTime? Until = null)
{
    /// <summary>What is seen is of this time.</summary>
    public UtcTime Shown => Until ?? Time;
}
