using Nvr.Core;
using Nvr.Core.Time;

namespace Nvr.Recording.Pictures;

/// <summary>
/// Makes each sheet of small pictures when its five minutes are over, so that who moves along the timeline sees them at once. Only where the sub stream has them: out of key frames of a main stream they cost eight times as
/// much, and are made when somebody asks. One caller at a time. What cannot be made is left to whoever asks, and told then.
/// </summary>
public sealed class SheetsAhead(PicturePlanner planner, PictureDesk desk, BoxClock clock)
{
    /// <summary>Pixels: what the timeline shows under the pointer.</summary>
    public const int Height = 90;

    /// <summary>After the end of a sheet; the last key frames lie in the index by then.</summary>
    public static readonly TimeSpan Settled = TimeSpan.FromSeconds(15);

    /// <summary>What was missed for longer than this, because people wanted pictures all the time, is left to whoever asks.</summary>
    private const int MostBehind = 12;

    private readonly Dictionary<CameraId, UtcTime> done = [];

    /// <summary>Makes what has become due, camera by camera, and ends early when somebody wants a picture. The first sheet of a camera is the one that was finished last.</summary>
    public async Task KeepUpAsync(IReadOnlyCollection<CameraId> cameras, CancellationToken cancellation)
    {
        UtcTime due = PictureSizes.SheetStart(clock.WallNow.Plus(-(long)Settled.TotalMicroseconds));
        foreach (CameraId gone in done.Keys.Except(cameras).ToArray())
        {
            done.Remove(gone);
        }
        foreach (CameraId camera in cameras)
        {
            // A clock that was set back begins anew.
            if (!done.TryGetValue(camera, out UtcTime until) || until > due)
            {
                until = due.Plus(-PictureSizes.SheetUs);
            }
            UtcTime oldest = due.Plus(-MostBehind * PictureSizes.SheetUs);
            for (UtcTime start = until < oldest ? oldest : until; start < due; start = start.Plus(PictureSizes.SheetUs))
            {
                if (!await MakeAsync(camera, start, cancellation).ConfigureAwait(false))
                {
                    return;
                }
                done[camera] = start.Plus(PictureSizes.SheetUs);
            }
        }
    }

    /// <summary>False when it was left, because somebody waits for another picture.</summary>
    private async Task<bool> MakeAsync(CameraId camera, UtcTime start, CancellationToken cancellation)
    {
        try
        {
            PicturePlan? plan = planner.Sheets(camera, new UtcRange(start, start.Plus(PictureSizes.SheetUs)), Height).SingleOrDefault();
            return plan is null || plan.Draws.Any(d => d.Source.Stream == StreamKind.Main) || await desk.MakeAheadAsync(plan, cancellation).ConfigureAwait(false);
        }
        catch (NvrException)
        {
            return true;
        }
    }
}
