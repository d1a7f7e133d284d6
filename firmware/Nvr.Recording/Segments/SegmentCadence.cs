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
        uint hash = unchecked((uint)HashCode.Combine(BitConverter.ToInt64(camera.Value.ToByteArray()), stream)) % Steps;
        First = Usual / 2 + Usual / 2 * hash / Steps;
    }

    /// <summary>Length of the first segment, 30 to 60 seconds.</summary>
    public TimeSpan First { get; }
}
