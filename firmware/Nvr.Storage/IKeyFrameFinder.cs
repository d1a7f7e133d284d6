using Nvr.Core;
using Nvr.Core.Time;

namespace Nvr.Storage;

/// <summary>Which key frames show a stretch of time, for who makes pictures of it. Thread-safe; reads indexes and may block for milliseconds.</summary>
public interface IKeyFrameFinder
{
    /// <summary>
    /// For each of <paramref name="count"/> slots of <paramref name="stepUs"/> the time of the key frame that shows it: the first within the slot; where footage covers the slot's start and
    /// has no key frame in it, the last one before, of the same uninterrupted stretch; null where there is no footage.
    /// </summary>
    IReadOnlyList<UtcTime?> FindKeyFrames(CameraId camera, StreamKind stream, UtcTime start, long stepUs, int count);
}
