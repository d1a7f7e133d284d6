namespace Nvr.Mp4.Stitching;

/// <summary>The frames of a run that begin before the end of the movie, the last of them cut to it in its duration.</summary>
internal readonly struct TrimmedRun(SoundRun run, long end)
{
    public long StartDts => run.StartDts;

    public int Count { get; } = run.Sizes is null || run.FrameTicks == 0
        ? 0
        : (int)Math.Clamp((end - run.StartDts + run.FrameTicks - 1) / run.FrameTicks, 0, run.Sizes.Count);

    public int SizeOf(int frame) => run.Sizes[frame];

    public int DurationOf(int frame) => (int)Math.Min(run.FrameTicks, end - run.StartDts - ((long)frame * run.FrameTicks));
}
