using Nvr.Core.Time;

namespace Nvr.Adoption.Backfill;

/// <summary>Remembers which holes were tried in vain, and when they are due again. In memory: after a start each is tried again. Not thread-safe.</summary>
internal sealed class HoleTries(BoxClock clock, BackfillRules rules)
{
    private const int ManyHoles = 1000;

    private readonly Dictionary<HoleKey, (int Tries, long DueUs)> tried = [];

    public bool IsDue(HoleKey hole) => !tried.TryGetValue(hole, out (int Tries, long DueUs) known) || clock.MonotonicUs >= known.DueUs;

    /// <summary>Attempts in vain so far.</summary>
    public int Count(HoleKey hole) => tried.GetValueOrDefault(hole).Tries;

    /// <summary>It got smaller: patience begins anew.</summary>
    public void Progress(HoleKey hole) => tried.Remove(hole);

    /// <summary>Nothing came of it; true when that was the last attempt.</summary>
    public bool Fail(HoleKey hole)
    {
        int tries = tried.GetValueOrDefault(hole).Tries + 1;
        bool isLast = tries >= rules.MostTries;
        long pauseUs = (long)(rules.FirstPause * Math.Pow(2, tries - 1)).TotalMicroseconds;
        tried[hole] = (tries, isLast ? long.MaxValue : clock.MonotonicUs + pauseUs);
        return isLast;
    }

    /// <summary>There is no use in another attempt.</summary>
    public void GiveUp(HoleKey hole) => tried[hole] = (rules.MostTries, long.MaxValue);

    /// <summary>When there are many, keeps only what is a hole of a camera that is well: others are tried again one day.</summary>
    public void Retain(IEnumerable<HoleKey> holes)
    {
        if (tried.Count < ManyHoles)
        {
            return;
        }
        foreach (HoleKey gone in tried.Keys.Except(holes).ToList())
        {
            tried.Remove(gone);
        }
    }
}
