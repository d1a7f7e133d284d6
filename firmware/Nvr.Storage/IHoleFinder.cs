using Nvr.Core;
using Nvr.Core.Time;

namespace Nvr.Storage;

/// <summary>Where a stream's record has holes, for who can fill them. Thread-safe; calls may block for milliseconds.</summary>
public interface IHoleFinder
{
    /// <summary>
    /// The stretches of the gaps with one of the reasons for which there is no footage in fact, oldest first. Gaps that reach over a reboot are
    /// left out, as is what is shorter than a seam.
    /// </summary>
    IReadOnlyList<FootageHole> FindHoles(CameraId camera, StreamKind stream, UtcRange range, IReadOnlySet<GapReason> reasons);
}
