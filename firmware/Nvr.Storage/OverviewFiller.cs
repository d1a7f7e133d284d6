using Nvr.Core;
using Nvr.Core.Events;
using Nvr.Core.Time;
using Nvr.Storage.Clock;
using Nvr.Storage.Disk;
using Nvr.Storage.Index;
using Nvr.Storage.Overviews;

namespace Nvr.Storage;

/// <summary>
/// Adds the sums of made-up days to the index of a recorder that is not running: material for measuring what a timeline shows from afar. There is no footage and no event behind them. The same seed gives the same sums.
/// </summary>
public static class OverviewFiller
{
    private const long DayUs = 24L * 3600 * 1_000_000;

    /// <summary>Full days of cameras up to <paramref name="end"/>, in which a camera saw so many events a day: mostly motion, the others of four kinds and three classes.</summary>
    public static void Fill(string volumePath, IReadOnlyList<CameraId> cameras, int days, int eventsOfADay, UtcTime end, int seed = 1)
    {
        long spanUs = days * DayUs;
        // Before all boots that are there.
        Boot boot = new(Guid.NewGuid(), Boot.OrdinalStep / 2, end.Microseconds - spanUs, BootCertainty.Measured, 0, spanUs);
        BootTimeline timeline = new(Guid.Empty);
        timeline.Merge([boot]);
        using IndexSession session = new(new IndexFile(volumePath).Path, timeline);
        Random random = new(seed);
        session.Begin();
        session.Put(boot);
        long row = session.BootId(boot.Id);
        double eventsOfACell = eventsOfADay * (CellTables.CellUs / (double)DayUs);
        foreach (CameraId camera in cameras)
        {
            long stream = session.StreamId(new StreamKey(camera, StreamKind.Main));
            long cameraRow = session.CameraRow(camera);
            for (long cell = 0; cell < spanUs / CellTables.CellUs; cell++)
            {
                session.Sql.Run("INSERT INTO footage_cells(stream_id, boot_id, cell, us) VALUES($1, $2, $3, $4)", stream, row, cell, CellTables.CellUs);
                foreach (IGrouping<(CameraEventKind Kind, ObjectClass Object), int> alike in Happen(eventsOfACell, random).GroupBy(h => h, _ => random.Next(3_000_000, 30_000_000)))
                {
                    session.Sql.Run(
                        "INSERT INTO event_cells(camera_id, boot_id, cell, kind, object, count, us) VALUES($1, $2, $3, $4, $5, $6, $7)",
                        cameraRow, row, cell, (long)alike.Key.Kind, (long)alike.Key.Object, (long)alike.Count(), alike.Sum(us => (long)us));
                }
            }
        }
        session.Commit();
    }

    private static IEnumerable<(CameraEventKind, ObjectClass)> Happen(double mean, Random random)
    {
        int count = (int)(2 * mean * random.NextDouble() + random.NextDouble());
        for (int i = 0; i < count; i++)
        {
            CameraEventKind kind = random.Next(100) switch
            {
                < 55 => CameraEventKind.Motion,
                < 90 => CameraEventKind.Object,
                < 95 => CameraEventKind.LineCrossing,
                < 98 => CameraEventKind.Loitering,
                _ => CameraEventKind.Audio,
            };
            yield return (kind, kind is CameraEventKind.Motion or CameraEventKind.Audio ? ObjectClass.None : random.Next(5) switch
            {
                < 2 => ObjectClass.Person,
                < 4 => ObjectClass.Vehicle,
                _ => ObjectClass.Animal,
            });
        }
    }
}
