using Nvr.Core.Events;
using Nvr.Core.Time;
using Nvr.Onvif.Metadata;

namespace Nvr.Adoption.Events;

/// <summary>
/// Makes events of the pictures that a metadata stream describes: one for each class of object, from its coming to its going. What the
/// camera tells of itself is left to it, and what stands still ends after a while. Not thread-safe.
/// </summary>
internal sealed class SceneWatch(BoxClock clock, EventRules rules)
{
    private const int MaxSightings = 32;

    // Cameras that show nothing send nothing, or an empty picture now and then.
    private const long AliveUs = 10_000_000;

    private readonly List<Sighting> here = [];
    private long pictureUs = long.MinValue / 2;

    /// <summary>Whether pictures come, so that an object that is told of may be shown too.</summary>
    public bool IsAlive => clock.MonotonicUs - pictureUs < AliveUs;

    public void See(AnalyticsFrame frame, UtcTime time, Func<string> raw)
    {
        long nowUs = clock.MonotonicUs;
        bool isInitial = !IsAlive;
        pictureUs = nowUs;
        foreach (AnalyticsObject one in frame.Objects.Where(IsWorthTelling))
        {
            string? text = one.Class == ObjectClass.Plate ? one.PlateText : null;
            Sighting? known = here.Find(s => s.Class == one.Class && s.Text == text);
            if (known is null && here.Count < MaxSightings)
            {
                here.Add(known = new Sighting(one.Class, text, time, nowUs, raw()) { IsInitial = isInitial });
            }
            known?.See(one, time, nowUs);
        }
    }

    /// <summary>What is seen of that class now; null when nothing is.</summary>
    public Sighting? Find(ObjectClass seen, string? text) => here.Find(s => s.Class == seen && (text is null || s.Text is null || s.Text == text));

    /// <summary>What is to be told now. <paramref name="isToldOtherwise"/>: whether the camera itself tells of that class.</summary>
    public IReadOnlyList<CameraEvent> News(Func<ObjectClass, bool> isToldOtherwise)
    {
        if (here.Count == 0)
        {
            return [];
        }
        long nowUs = clock.MonotonicUs;
        List<CameraEvent> news = [];
        foreach (Sighting sighting in here.ToArray())
        {
            Judge(sighting, nowUs, isToldOtherwise(sighting.Class), news);
        }
        return news;
    }

    /// <summary>The stream has ended: what was told has too, as far as can be known.</summary>
    public IReadOnlyList<CameraEvent> Close()
    {
        CameraEvent[] ends = [.. here.Where(s => s.IsTold).Select(s => s.End())];
        here.Clear();
        pictureUs = long.MinValue / 2;
        return ends;
    }

    private void Judge(Sighting sighting, long nowUs, bool isToldOtherwise, List<CameraEvent> news)
    {
        bool isGone = nowUs - sighting.LastUs > rules.GoneAfter.TotalMicroseconds;
        bool isStill = nowUs - sighting.MovedUs > rules.StillFor.TotalMicroseconds;
        bool movesAgain = sighting.StoodStill && !isStill;
        sighting.IsSilent |= !sighting.IsTold && isToldOtherwise;
        sighting.StoodStill |= isStill;
        if (sighting.IsTold && (isGone || isStill))
        {
            news.Add(sighting.End());
            (sighting.IsTold, sighting.IsSilent) = (false, true);
        }
        else if (sighting is { IsTold: false, IsSilent: false, StoodStill: false, IsConfirmed: true } && nowUs - sighting.FirstUs >= rules.SightingAfter.TotalMicroseconds)
        {
            news.Add(sighting.Start());
            sighting.IsTold = true;
        }
        if (isGone || movesAgain)
        {
            here.Remove(sighting);
        }
    }

    private bool IsWorthTelling(AnalyticsObject one) =>
        one.Class is not (ObjectClass.None or ObjectClass.Other) && (one.Confidence is null || one.Confidence >= rules.LeastConfidence);
}
