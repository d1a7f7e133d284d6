using Nvr.Core;

namespace Nvr.Recording.Segments;

/// <summary>
/// When segments end: at the first key frame after about a minute. The first segment of each stream is shortened by an amount that depends on
/// its identity, so that the switch-overs (create, sync, index) of many cameras do not fall on one moment. Immutable.
/// </summary>
public sealed class SegmentCadence
{
    public static readonly TimeSpan Usual = TimeSpan.FromSeconds(60);

    private const uint Steps = 1024;

    public SegmentCadence(CameraId camera, StreamKind stream)
    {
        // The id is random already; HashCode would mix in a seed of the process, and the moment would differ at every start.
        uint hash = (BitConverter.ToUInt32(camera.Value.ToByteArray()) + ((uint)stream * (Steps / 2))) % Steps;
        First = Usual / 2 + Usual / 2 * hash / Steps;
    }

    /// <summary>Length of the first segment, 30 to 60 seconds.</summary>
    public TimeSpan First { get; }
}
