using Nvr.Core;

namespace Nvr.Storage.Events;

/// <summary>
/// How many messages a camera may send: 20 a second over time and 600 at once, so that one that went mad neither fills the disk nor crowds out the
/// others. Not thread-safe.
/// </summary>
internal sealed class EventQuota
{
    private const double PerSecond = 20;
    private const double AtOnce = 600;

    private readonly Dictionary<CameraId, (double Left, long AtUs)> cameras = [];

    public bool Takes(CameraId camera, long nowUs)
    {
        (double left, long atUs) = cameras.GetValueOrDefault(camera, (AtOnce, nowUs));
        left = Math.Min(AtOnce, left + (PerSecond * Math.Max(0, nowUs - atUs) / 1e6));
        bool takes = left >= 1;
        cameras[camera] = (takes ? left - 1 : left, nowUs);
        return takes;
    }

    public void Forget(CameraId camera) => cameras.Remove(camera);
}
