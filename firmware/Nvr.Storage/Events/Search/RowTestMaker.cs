using Microsoft.Data.Sqlite;
using Nvr.Core;
using Nvr.Core.Events;
using Nvr.Storage.Index;

namespace Nvr.Storage.Events.Search;

/// <summary>Translates a filter into the numbers of one index. Failures are SqliteException.</summary>
internal static class RowTestMaker
{
    private const int MostTerms = 64;
    private const int FewScenes = 4;
    private const long MostCameras = 1 << 20;

    public static RowTest Make(ReadSession session, EventFilter filter)
    {
        long[]? zones = filter.Zone is { Length: > 0 } || filter.Zones is not null ? Zones(session, filter) : null;
        long[]? cameras = filter.Cameras is { } ids ? [.. ids.Distinct().Select(c => Camera(session, c)).OfType<long>()] : null;
        return new RowTest
        {
            Groups = [.. Groups(filter, zones, cameras, Scenes(session, filter, cameras)).Select(g => Known(session, g)).OrderBy(g => g.Length)],
            KindMask = Mask(filter.Kinds, k => (int)k),
            ObjectMask = Mask(filter.Objects, o => (int)o),
            Zones = List(zones),
            Cameras = List(cameras),
            IsPlain = cameras is null or [_] && HasTimeAndCamerasAlone(filter),
            OnlyCamera = cameras is [long only] ? only : null,
            Colours = (long)filter.Colours,
            DirectionMask = Mask(filter.Directions, d => (int)d),
            OriginMask = Mask(filter.Origins, o => (int)o),
            MinArea = filter.MinArea is { } least ? EventTerms.AreaOf(least) : 0,
            MaxArea = filter.MaxArea is { } most ? EventTerms.AreaOf(most) : long.MaxValue,
            MinDurationUs = filter.MinDurationUs ?? 0,
            MaxDurationUs = filter.MaxDurationUs ?? long.MaxValue,
            MinConfidence = filter.MinConfidence ?? 0,
        };
    }

    private static bool HasTimeAndCamerasAlone(EventFilter filter) =>
        filter is
        {
            Kinds: null, Objects: null, Zone: null or "", Zones: null, Colours: ObjectColours.None, Directions: null, Origins: null,
            MinArea: null, MaxArea: null, MinDurationUs: null, MaxDurationUs: null, MinConfidence: null,
        };

    private static IEnumerable<long[]> Groups(EventFilter filter, long[]? zones, long[]? cameras, long[]? scenes)
    {
        // Few scenes say all that their parts do; of many the parts are read sooner.
        bool isSingle = scenes is null || scenes.Length > FewScenes;
        long[]?[] all =
        [
            zones?.Select(EventTerms.Zone).ToArray(),
            filter.Colours == ObjectColours.None ? null : [.. Enumerable.Range(0, 16).Where(bit => ((int)filter.Colours >> bit & 1) != 0).Select(EventTerms.Colour)],
            scenes,
            isSingle ? filter.Kinds?.Distinct().Select(EventTerms.Kind).ToArray() : null,
            filter.MinArea is null && filter.MaxArea is null ? null : Steps(AreaStep(filter.MaxArea ?? 1), AreaStep(filter.MinArea ?? 0), EventTerms.Area),
            isSingle ? cameras?.Select(EventTerms.Camera).ToArray() : null,
            filter.Directions?.Distinct().Select(EventTerms.Direction).ToArray(),
            filter.MinDurationUs is null && filter.MaxDurationUs is null ? null : Durations(filter),
            isSingle ? filter.Objects?.Distinct().Select(EventTerms.Object).ToArray() : null,
            filter.MinConfidence is { } sure ? Steps(EventTerms.ConfidenceStep(sure), EventTerms.ConfidenceStep(1), EventTerms.Confidence) : null,
            filter.Origins?.Distinct().Select(EventTerms.Origin).ToArray(),
        ];
        // A direction that is none is told by no bit; of very many terms the rows are as quick to ask.
        return all.OfType<long[]>().Where(g => g.Length <= MostTerms && !g.Contains(EventTerms.Direction(MoveDirection.None)));
    }

    // Steps that no event has ever been in need not be looked for. One term alone is asked as quickly as this.
    private static long[] Known(ReadSession session, long[] group) => group.Length < 2 || !session.HasMeta(IndexMeta.BitsComplete)
        ? group
        : [.. group.Intersect(session.Ids("SELECT term FROM event_terms WHERE term BETWEEN $1 AND $2", group.Min(), group.Max()))];

    // Of two or three of camera, kind and class those that have ever been together; null where that is no help.
    private static long[]? Scenes(ReadSession session, EventFilter filter, long[]? cameras)
    {
        int asked = (cameras is null ? 0 : 1) + (filter.Kinds is null ? 0 : 1) + (filter.Objects is null ? 0 : 1);
        if (asked < 2 || !session.HasMeta(IndexMeta.BitsComplete))
        {
            return null;
        }
        List<long> scenes = session.Ids(
            "SELECT term FROM event_terms WHERE term BETWEEN $1 AND $2", EventTerms.Scene(0, 0, 0), EventTerms.Scene(MostCameras, 0, 0));
        long[] having = [.. scenes.Where(term => IsAsked(EventTerms.SceneOf(term)))];
        return having.Length <= MostTerms ? having : null;

        bool IsAsked((long Camera, CameraEventKind Kind, ObjectClass Object) scene) =>
            (cameras?.Contains(scene.Camera) ?? true) && (filter.Kinds?.Contains(scene.Kind) ?? true) && (filter.Objects?.Contains(scene.Object) ?? true);
    }

    private static long[] Durations(EventFilter filter) =>
    [
        .. Steps(
            EventTerms.DurationStep(filter.MinDurationUs ?? 0), EventTerms.DurationStep(filter.MaxDurationUs ?? long.MaxValue), EventTerms.Duration),
        EventTerms.Duration(EventTerms.UnknownDuration),
    ];

    private static int AreaStep(double part) => EventTerms.AreaStep(EventTerms.AreaOf(part));

    private static long[] Steps(int first, int last, Func<int, long> term) => first > last ? [] : [.. Enumerable.Range(first, last - first + 1).Select(term)];

    // Names are compared here and not by SQLite, which knows the letter case of ASCII alone.
    private static long[] Zones(ReadSession session, EventFilter filter)
    {
        using SqliteDataReader rows = session.Sql.Read("SELECT id, name FROM zones");
        List<long> found = [];
        while (rows.Read())
        {
            string name = rows.GetString(1);
            bool isPart = string.IsNullOrEmpty(filter.Zone) || name.Contains(filter.Zone, StringComparison.OrdinalIgnoreCase);
            if (isPart && (filter.Zones?.Contains(name, StringComparer.OrdinalIgnoreCase) ?? true))
            {
                found.Add(rows.GetInt64(0));
            }
        }
        return [.. found];
    }

    private static long? Camera(ReadSession session, CameraId camera) => session.Sql.Number("SELECT id FROM cameras WHERE uuid = $1", camera.ToString());

    private static long Mask<T>(IReadOnlyCollection<T>? values, Func<T, int> number) => values?.Aggregate(0L, (mask, value) => mask | (1L << number(value))) ?? -1;

    private static string List(long[]? rows) => rows is { Length: > 0 } ? $",{string.Join(',', rows)}," : "";
}
