using Nvr.Core;
using Nvr.Core.Media;
using Nvr.Recording.Cameras;
using Nvr.Recording.Watching;

namespace Nvr.Recording.Pictures;

/// <summary>The masks of cameras that are called private, as their settings are at the moment. Thread-safe.</summary>
public sealed class CameraMasks(ICameraDirectory cameras) : IPrivacyMasks
{
    public IReadOnlyList<PrivacyMask> Of(CameraId camera) =>
        cameras.Find(camera)?.Settings.Motion?.Masks is { } masks ? [.. masks.Where(m => m.IsPrivate).Select(MaskOf)] : [];

    private static PrivacyMask MaskOf(MotionMask mask) => new([.. mask.Points.Select(p => new PrivacyMask.Corner((float)p.X, (float)p.Y))]);
}
