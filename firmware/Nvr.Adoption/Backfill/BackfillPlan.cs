using Nvr.Adoption.Adopted;
using Nvr.Adoption.Devices;
using Nvr.Core;
using Nvr.Core.Time;
using Nvr.Recording.Cameras;
using Nvr.Storage;

namespace Nvr.Adoption.Backfill;

/// <summary>Finds what may be filled: holes that are over, of cameras that record again, as far back as their footage is kept. Reads the index.</summary>
internal sealed class BackfillPlan(BackfillServices services)
{
    /// <summary>Oldest first.</summary>
    public IReadOnlyList<BackfillTask> Tasks()
    {
        List<BackfillTask> tasks = [];
        foreach (AdoptedDevice device in services.Devices.List().Where(d => d.Onvif is not null))
        {
            foreach (DeviceSource source in device.Sources)
            {
                if (services.Cameras.Find(source.CameraId) is { } camera && IsWell(camera))
                {
                    tasks.AddRange(HolesOf(camera).Select(hole => new BackfillTask(device, source, camera, hole)));
                }
            }
        }
        return [.. tasks.OrderBy(t => t.Hole.Range.Start)];
    }

    /// <summary>How much of the hole is no hole any more, as the index says.</summary>
    public long FilledUs(BackfillTask task) => task.Hole.Range.DurationUs
        - services.Holes.FindHoles(task.Camera.Id, StreamKind.Main, task.Hole.Range, services.Rules.Reasons).Sum(h => Inside(h.Range, task.Hole.Range));

    private static long Inside(UtcRange one, UtcRange other) =>
        Math.Max(0, (one.End < other.End ? one.End : other.End).Since(one.Start > other.Start ? one.Start : other.Start));

    private bool IsWell(CameraView camera)
    {
        UtcTime settled = services.Clock.WallNow.Plus(-(long)services.Rules.Settle.TotalMicroseconds);
        return camera.Settings.Enabled && camera.Streams is [{ State: CameraState.Recording } main, ..] && main.Since <= settled;
    }

    private IEnumerable<FootageHole> HolesOf(CameraView camera)
    {
        UtcTime now = services.Clock.WallNow;
        UtcRange range = new(now.Plus(-ReachUs(camera)), now.Plus(-(long)services.Rules.Settle.TotalMicroseconds));
        return services.Holes.FindHoles(camera.Id, StreamKind.Main, range, services.Rules.Reasons)
            .Where(h => h.Range.DurationUs >= services.Rules.Shortest.TotalMicroseconds && h.Range.Start >= range.Start && h.Range.End <= range.End);
    }

    private long ReachUs(CameraView camera)
    {
        TimeSpan kept = camera.Settings.RetainDays is { } days ? TimeSpan.FromDays(days) : services.Rules.ReachBack;
        return (long)(kept < services.Rules.ReachBack ? kept : services.Rules.ReachBack).TotalMicroseconds;
    }
}
