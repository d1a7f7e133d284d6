using Nvr.Core;
using Nvr.Core.Events;

namespace Nvr.Search;

/// <summary>Gathers what the words of one query ask for. One thread.</summary>
internal sealed class WishMaker
{
    private readonly List<TimePart> times = [];
    private SearchWish wish = new();

    public void Add(Sense sense) => wish = sense.Value switch
    {
        CameraId camera => wish with { Cameras = With(wish.Cameras, camera) },
        string zone when sense.As == UnderstoodAs.Zone => wish with { Zones = With(wish.Zones, zone) },
        CameraEventKind kind => wish with { Kinds = With(wish.Kinds, kind) },
        ObjectClass seen => wish with { Objects = With(wish.Objects, seen) },
        ObjectColours colour => wish with { Colours = wish.Colours | colour },
        MoveDirection direction => wish with { Directions = With(wish.Directions, direction) },
        SearchSource source => wish with { Sources = With(wish.Sources, source) },
        SizeRange size => Sized(size),
        _ => wish,
    };

    public void Add(TimeRead time) => times.AddRange(time.Parts);

    public void Add(MeasureRead bound) => wish = (bound.As, bound.IsLeast) switch
    {
        (UnderstoodAs.Duration, true) => wish with { MinDurationUs = (long)Math.Max(bound.Value, wish.MinDurationUs ?? 0) },
        (UnderstoodAs.Duration, false) => wish with { MaxDurationUs = (long)Math.Min(bound.Value, wish.MaxDurationUs ?? long.MaxValue) },
        (UnderstoodAs.Size, true) => wish with { MinArea = bound.Value },
        (UnderstoodAs.Size, false) => wish with { MaxArea = bound.Value },
        _ => wish with { MinConfidence = bound.Value },
    };

    public SearchWish Make(LocalTime local) => wish with { Ranges = TimeJoin.Join(times, local) };

    // "small or large" is either: what lies between is not worth a second range.
    private SearchWish Sized(SizeRange size)
    {
        bool isFirst = wish.MinArea is null && wish.MaxArea is null;
        return wish with
        {
            MinArea = isFirst ? size.Min : size.Min is { } least && wish.MinArea is { } before ? Math.Min(least, before) : null,
            MaxArea = isFirst ? size.Max : size.Max is { } most && wish.MaxArea is { } after ? Math.Max(most, after) : null,
        };
    }

    private static IReadOnlyList<T> With<T>(IReadOnlyList<T> values, T value) => values.Contains(value) ? values : [.. values, value];
}
