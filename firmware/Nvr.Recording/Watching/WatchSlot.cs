namespace Nvr.Recording.Watching;

/// <summary>One camera while it is looked at. Used by one task.</summary>
internal sealed class WatchSlot(WatchPlan plan, CameraTap tap, int track, long sinceUs)
{
    public WatchPlan Plan { get; private set; } = plan;

    public CameraTap Tap { get; } = tap;

    /// <summary>As which the process knows the camera.</summary>
    public int Track { get; } = track;

    /// <summary>What was taken before was another camera's.</summary>
    public long SinceUs { get; } = sinceUs;

    public CameraMotion Motion { get; } = new(new MotionJudge(plan.Settings));

    /// <summary>What the tap had left out when that was last looked at.</summary>
    public long LeftOutBefore { get; set; } = tap.LeftOut;

    public long TakenBefore { get; set; } = tap.Taken;

    public void Change(WatchPlan changed)
    {
        if (changed.Settings != Plan.Settings)
        {
            Motion.Judge = new MotionJudge(changed.Settings);
        }
        Plan = changed;
    }
}
