using Nvr.Sandbox.Protocol;

namespace Nvr.Recording.Watching;

/// <summary>One camera while it is looked at. Used by one task.</summary>
internal sealed class WatchSlot(WatchPlan plan, CameraTap tap, int track, long sinceUs)
{
    /// <summary>More left out than this, and as often in a row, is told of: a busy moment is not.</summary>
    private const double MuchLeftOut = 0.05;
    private const int OftenEnough = 3;

    private long leftOutBefore = tap.LeftOut;
    private long takenBefore = tap.Taken;
    private int late;
    private DecodingMessage? decoding;

    public WatchPlan Plan { get; private set; } = plan;

    public CameraTap Tap { get; } = tap;

    /// <summary>As which the process knows the camera.</summary>
    public int Track { get; } = track;

    /// <summary>What was taken before was another camera's.</summary>
    public long SinceUs { get; } = sinceUs;

    public CameraMotion Motion { get; } = new(new MotionJudge(plan.Settings));

    public CameraObjects Objects { get; } = new(new MotionJudge(plan.Settings));

    /// <summary>Whether the analysis has been too slow for this camera for a while; asked about every ten seconds.</summary>
    public bool IsLate()
    {
        (long leftOut, long taken) = (Tap.LeftOut - leftOutBefore, Tap.Taken - takenBefore);
        (leftOutBefore, takenBefore) = (Tap.LeftOut, Tap.Taken);
        late = leftOut > MuchLeftOut * (leftOut + taken) ? late + 1 : 0;
        return late >= OftenEnough;
    }

    /// <summary>The board's decoder decodes its pictures.</summary>
    public bool IsByBoard => decoding is { IsByBoard: true };

    /// <summary>The process counts since it began, for the track; what it counted before is somebody else's.</summary>
    public void Take(in DecodingMessage told)
    {
        if (decoding is { } before && told.Decoded >= before.Decoded && told.Spared >= before.Spared)
        {
            Tap.NoteDecoded(told.Decoded - before.Decoded, told.Spared - before.Spared, told.IsByBoard);
        }
        decoding = told;
    }

    public void Change(WatchPlan changed)
    {
        if (changed.Settings != Plan.Settings)
        {
            var judge = new MotionJudge(changed.Settings);
            (Motion.Judge, Objects.Judge) = (judge, judge);
        }
        Plan = changed;
    }
}
