using Nvr.Objects.Pictures;

namespace Nvr.Objects.Following;

/// <summary>One thing that moves, with all that looks have said of it. One thread.</summary>
internal sealed class FollowedObject(ThingSeen thing)
{
    /// <summary>Below this it is better to say nothing.</summary>
    private const float LeastTold = 0.5f;

    private readonly float[] colours = ColourNames.None();
    private float bestMerit;
    private long bestUs;
    private Box bestBox;

    public Way Way { get; } = new();

    public ClassVotes Votes { get; } = new();

    /// <summary>0 for none.</summary>
    public int SameAs { get; private set; }

    public bool IsTold => Votes.Confidence >= LeastTold;

    public int Id => thing.Id;

    public void Go(Box box, long timeUs)
    {
        Way.Go(box, timeUs);
        SameAs = Way.HasLeft ? 0 : SameAs;
    }

    public void Look(ThingFound found, long timeUs, StandingThings standing)
    {
        Votes.Add(found.Class, found.Confidence);
        if (!Way.HasLeft && standing.Find(found.Class, found.Box) is { } same)
        {
            SameAs = same;
        }
        if (found.Class != Votes.Best)
        {
            return;
        }
        for (int i = 0; i < colours.Length; i++)
        {
            colours[i] += found.Colours[i] * found.Confidence;
        }
        float merit = found.Box.Area * found.Confidence;
        if (merit > bestMerit)
        {
            (bestMerit, bestUs, bestBox) = (merit, timeUs, found.Box);
        }
    }

    public FoundObject Describe(bool isOver) => new(
        thing.Id, thing.BegunUs, Way.SeenUs, isOver, Votes.Best, Votes.Confidence, SameAs, bestUs, bestBox, Way.StoodUs, ColourNames.Dominant(colours), [.. Way.Points]);
}
