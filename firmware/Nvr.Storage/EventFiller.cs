using Nvr.Core;
using Nvr.Core.Events;
using Nvr.Core.Time;
using Nvr.Storage.Clock;
using Nvr.Storage.Disk;
using Nvr.Storage.Events;
using Nvr.Storage.Events.Search;
using Nvr.Storage.Index;

namespace Nvr.Storage;

/// <summary>
/// Fills a new volume's index with rows of made-up events: material for measuring searches. The same seed gives the same events. Open such a volume with
/// <see cref="FootageStoreOptions.ScanForOrphans"/> off.
/// </summary>
public static class EventFiller
{
    /// <summary>The name of a zone that one event in 10,000 has.</summary>
    public const string RareZone = "Cellar";

    /// <summary>The name of a zone that one event in a million has, and at least one.</summary>
    public const string RarestZone = "Vault";

    /// <summary>The colour that one object in some thousands has.</summary>
    public const ObjectColours RareColour = ObjectColours.Pink;

    private const int ZonesPerCamera = 4;
    private const int EventsPerTransaction = 50_000;
    private const long SecondUs = 1_000_000;

    /// <summary>
    /// Events spread evenly over the days before <paramref name="end"/>, within one boot: mostly motion and objects of some seconds, one in a hundred for
    /// ten minutes to two hours, few for most of a day. Returns the cameras' ids; their zones are "Zone 0-0" to "Zone 15-3" for 16 cameras.
    /// </summary>
    public static IReadOnlyList<CameraId> Fill(string volumePath, int events, int cameras, int days, UtcTime end, int seed = 1)
    {
        VolumeMarker.Require(new VolumeOptions(volumePath) { Initialise = true });
        CameraId[] ids = [.. Enumerable.Range(0, cameras).Select(_ => CameraId.New())];
        long spanUs = days * 24L * 3600 * SecondUs;
        Boot boot = new(Guid.NewGuid(), Boot.OrdinalStep, end.Microseconds - spanUs, BootCertainty.Measured, 0, spanUs);
        BootTimeline timeline = new(Guid.Empty);
        timeline.Merge([boot]);
        using IndexSession session = new(new IndexFile(volumePath).Path, timeline);
        Random random = new(seed);
        session.Begin();
        session.Sql.Run("DELETE FROM meta WHERE key = $1", IndexMeta.BitsComplete);
        long stepUs = spanUs / events;
        for (int number = 1; number <= events; number++)
        {
            long startUs = ((number - 1) * stepUs) + random.NextInt64(stepUs);
            EventRows.PutRow(session, Make(number, ids, new BootMoment(boot.Id, startUs), spanUs, random));
            if (number % EventsPerTransaction == 0)
            {
                session.Commit();
                session.Begin();
            }
        }
        while (!EventBitsFiller.Step(session, EventsPerTransaction))
        {
            session.Commit();
            session.Begin();
        }
        session.Commit();
        return ids;
    }

    private static EventRow Make(int number, CameraId[] cameras, BootMoment start, long spanUs, Random random)
    {
        int camera = random.Next(cameras.Length);
        CameraEventKind kind = Kind(number, random);
        bool hasObject = kind is CameraEventKind.Object or CameraEventKind.LineCrossing or CameraEventKind.Intrusion or CameraEventKind.Loitering;
        double side = 0.02 + (0.5 * random.NextDouble() * random.NextDouble());
        long endUs = Math.Min(spanUs, start.MonotonicUs + DurationUs(random));
        return new EventRow
        {
            Number = number,
            Camera = cameras[camera],
            Start = start,
            End = start with { MonotonicUs = endUs },
            Closing = EventClosing.Reported,
            Kind = kind,
            Object = hasObject ? Pick(random, ObjectClass.Person, ObjectClass.Person, ObjectClass.Vehicle, ObjectClass.Vehicle, ObjectClass.Animal) : ObjectClass.None,
            Box = kind is CameraEventKind.Audio or CameraEventKind.Tamper ? null : new EventBox(0.2f, 0.2f, (float)side, (float)side),
            Confidence = hasObject ? 0.3f + (0.7f * random.NextSingle()) : null,
            Zone = number % 1_000_000 == 7 ? RarestZone : number % 10_000 == 5 ? RareZone : random.Next(3) == 0 ? null : $"Zone {camera}-{random.Next(ZonesPerCamera)}",
            Colours = hasObject ? Colours(random) : ObjectColours.None,
            Direction = hasObject ? (MoveDirection)random.Next(5) : MoveDirection.None,
            Topic = "RuleEngine/CellMotionDetector/Motion",
            Origin = random.Next(10) < 6 ? EventOrigin.Recorder : EventOrigin.Camera,
            Key = "",
        };
    }

    private static CameraEventKind Kind(int number, Random random) => number % 10_000 == 16 ? CameraEventKind.Tamper : random.Next(100) switch
    {
        < 55 => CameraEventKind.Motion,
        < 90 => CameraEventKind.Object,
        < 95 => CameraEventKind.LineCrossing,
        < 97 => CameraEventKind.Intrusion,
        < 99 => CameraEventKind.Loitering,
        _ => CameraEventKind.Audio,
    };

    private static ObjectColours Colours(Random random) => random.Next(3_000) == 0
        ? RareColour
        : Pick(random, ObjectColours.Black, ObjectColours.Grey, ObjectColours.White, ObjectColours.Blue, ObjectColours.Red, ObjectColours.Green)
            | (random.Next(4) == 0 ? Pick(random, ObjectColours.Yellow, ObjectColours.Brown, ObjectColours.Orange) : ObjectColours.None);

    private static long DurationUs(Random random)
    {
        double longer = random.NextDouble();
        double seconds = longer < 0.00005 ? 6 * 3600 + (18 * 3600 * random.NextDouble())
            : longer < 0.01 ? 600 + (6_600 * random.NextDouble())
            : -8 * Math.Log(1 - random.NextDouble());
        return (long)(seconds * SecondUs);
    }

    private static T Pick<T>(Random random, params ReadOnlySpan<T> values) => values[random.Next(values.Length)];
}
