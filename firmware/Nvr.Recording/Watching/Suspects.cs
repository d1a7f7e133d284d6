using Nvr.Core;

namespace Nvr.Recording.Watching;

/// <summary>
/// Whose pictures the process was at when it ended. The first time may be chance; the second within an hour is not, and that camera is set aside for an hour, after which once is enough. Other settings of motion
/// begin anew. Not thread-safe.
/// </summary>
internal sealed class Suspects
{
    internal const long RemembersUs = 3_600_000_000;

    private readonly Dictionary<CameraId, Record> records = [];

    /// <summary>The process ended over a picture of this camera. True when the camera is set aside from now on.</summary>
    public bool Note(WatchPlan plan, long nowUs)
    {
        bool isAgain = Find(plan) is { } before && (before.IsAside || nowUs - before.AtUs < RemembersUs);
        records[plan.Camera] = new Record(plan.Settings, nowUs, isAgain);
        return isAgain;
    }

    public bool IsAside(WatchPlan plan, long nowUs) => Find(plan) is { IsAside: true } record && nowUs - record.AtUs < RemembersUs;

    private Record? Find(WatchPlan plan) => records.TryGetValue(plan.Camera, out Record? record) && record.Settings == plan.Settings ? record : null;

    private sealed record Record(MotionSettings Settings, long AtUs, bool IsAside);
}
