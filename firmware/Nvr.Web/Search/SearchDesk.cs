using Nvr.Core;
using Nvr.Core.Time;
using Nvr.Recording.Cameras;
using Nvr.Search;
using Nvr.Storage.Events;
using Nvr.Web.Access;
using Nvr.Web.Api;

namespace Nvr.Web.Search;

/// <summary>
/// Joins queries in plain words to the cameras and events of the box. Names of cameras and zones that a caller may not see do not exist for it: they are
/// neither understood nor offered. Thread-safe; failures are those of <see cref="IEventReader"/>.
/// </summary>
internal sealed class SearchDesk(ICameraDirectory cameras, IEventReader events, BoxClock clock)
{
    public SearchScope ScopeFor(Caller caller, SearchLanguage language)
    {
        ILookup<CameraId, string> zones = events.ListZones().ToLookup(z => z.Camera, z => z.Zone);
        return new SearchScope(
            [.. cameras.List().Where(c => caller.Sees(c.Id)).Select(c => new Place(c.Id, c.Settings.Name, [.. zones[c.Id]]))],
            clock.WallNow, clock.Zone, language);
    }

    /// <summary>What is asked, as events are filtered; without a camera those that the caller may see.</summary>
    public static EventFilter FilterOf(SearchWish wish, Caller caller) => new()
    {
        Cameras = OrNull(wish.Cameras) ?? EventQueryReader.CamerasOf(caller),
        Zones = OrNull(wish.Zones),
        Kinds = OrNull(wish.Kinds),
        Objects = OrNull(wish.Objects),
        Colours = wish.Colours,
        Directions = OrNull(wish.Directions),
        Origins = OrNull([.. wish.Sources.Select(s => s == SearchSource.Recorder ? EventOrigin.Recorder : EventOrigin.Camera)]),
        MinArea = wish.MinArea,
        MaxArea = wish.MaxArea,
        MinDurationUs = wish.MinDurationUs,
        MaxDurationUs = wish.MaxDurationUs,
        MinConfidence = wish.MinConfidence,
        Ranges = OrNull(wish.Ranges),
    };

    private static T[]? OrNull<T>(IReadOnlyList<T> values) => values.Count == 0 ? null : [.. values];
}
