namespace Nvr.Recording.Policy;

/// <summary>
/// The last seconds of one stream in memory: whole groups of pictures, oldest first, as far as the budget goes. Owns what it holds; what it lets go of is told to
/// <paramref name="resting"/>. Not thread-safe; allocates only while it grows.
/// </summary>
internal sealed class PreRecording(MemoryBudget budget, RestingTime resting)
{
    private readonly Queue<KeptFragment> kept = new();

    public int Count => kept.Count;

    /// <summary>
    /// Keeps a fragment; one that continues a group whose beginning is not here is let go. False when older ones had to make room for it, or it found none.
    /// </summary>
    public bool Add(in KeptFragment fragment)
    {
        bool fits = budget.TryTake(fragment.Bytes);
        bool taken = fits;
        while (!taken && kept.Count > 0)
        {
            DropOldestGroup();
            taken = budget.TryTake(fragment.Bytes);
        }
        if (taken && (kept.Count > 0 || fragment.IsKey))
        {
            kept.Enqueue(fragment);
            return fits;
        }
        if (taken)
        {
            budget.Return(fragment.Bytes);
        }
        resting.LetGo(fragment);
        return fits;
    }

    /// <summary>Lets go of the groups that end by a moment; never of the one that is under way.</summary>
    public void DropBefore(long momentUs)
    {
        while (SecondGroupStart() is { } next && next <= momentUs)
        {
            DropOldestGroup();
        }
    }

    /// <summary>The oldest one; the caller owns it.</summary>
    public bool TryTake(out KeptFragment oldest)
    {
        if (!kept.TryDequeue(out oldest))
        {
            return false;
        }
        budget.Return(oldest.Bytes);
        return true;
    }

    /// <summary>Whether the oldest one belongs to that segment.</summary>
    public bool GoesOnWith(GatedSink segment) => kept.TryPeek(out KeptFragment next) && next.Segment == segment;

    public void DropAll()
    {
        while (TryTake(out KeptFragment oldest))
        {
            resting.LetGo(oldest);
        }
    }

    private void DropOldestGroup()
    {
        do
        {
            TryTake(out KeptFragment oldest);
            resting.LetGo(oldest);
        }
        while (kept.TryPeek(out KeptFragment next) && !next.IsKey);
    }

    private long? SecondGroupStart()
    {
        bool isFirst = true;
        foreach (KeptFragment fragment in kept)
        {
            if (fragment.IsKey && !isFirst)
            {
                return fragment.StartUs;
            }
            isFirst = false;
        }
        return null;
    }
}
