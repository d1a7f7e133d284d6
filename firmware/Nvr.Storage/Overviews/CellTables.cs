using Nvr.Storage.Events;
using Nvr.Storage.Index;

namespace Nvr.Storage.Overviews;

/// <summary>
/// Sums over ten minutes of a boot's monotonic time: how much footage began in them, and which events. Triggers keep them, within the transaction of whatever writes, cuts or deletes a row, so
/// that they cannot differ from the rows. Rows that an earlier nvrd wrote, those below the numbers in <c>cells_known</c>, are added by <see cref="CellFiller"/>. Sums over an hour follow those over
/// ten minutes in the same way (<see cref="HourTables"/>).
/// </summary>
internal static class CellTables
{
    public const long CellUs = 600_000_000;

    private const long CellsBeforeZero = 10_000_000;

    /// <summary>Of the sums of events, whatever their length.</summary>
    public const string EventKey = "camera_id, boot_id, cell, kind, object";

    /// <summary>The tables only add: an nvrd that does not know them keeps them all the same, and the version of the index stays.</summary>
    public static string Create { get; } = $"""
        CREATE TABLE IF NOT EXISTS cells_known(first_segment INTEGER NOT NULL, first_event INTEGER NOT NULL);
        INSERT INTO cells_known SELECT coalesce((SELECT max(id) + 1 FROM segments), 0), coalesce((SELECT max(id) + 1 FROM events), 0)
          WHERE NOT EXISTS(SELECT 1 FROM cells_known);
        {TablesOf("cells")}

        CREATE TRIGGER IF NOT EXISTS segment_put AFTER INSERT ON segments WHEN {Known("NEW", "segment")} BEGIN
          {PutSegment("NEW")}
        END;
        CREATE TRIGGER IF NOT EXISTS segment_changed AFTER UPDATE OF start_us, duration_us ON segments
          WHEN {Known("NEW", "segment")} AND (OLD.duration_us <> NEW.duration_us OR OLD.start_us <> NEW.start_us) BEGIN
          {TakeSegment("OLD")}
          {PutSegment("NEW")}
        END;
        CREATE TRIGGER IF NOT EXISTS segment_gone AFTER DELETE ON segments WHEN {Known("OLD", "segment")} BEGIN
          {TakeSegment("OLD")}
          DELETE FROM footage_cells WHERE {SegmentPlace("OLD")} AND us <= 0;
        END;

        CREATE TRIGGER IF NOT EXISTS event_put AFTER INSERT ON events WHEN {Known("NEW", "event")} BEGIN
          {PutEvent("NEW")}
        END;
        CREATE TRIGGER IF NOT EXISTS event_changed AFTER UPDATE OF end_boot, end_us, object ON events
          WHEN {Known("NEW", "event")} AND (OLD.end_us IS NOT NEW.end_us OR OLD.end_boot IS NOT NEW.end_boot OR OLD.object <> NEW.object) BEGIN
          {TakeEvent("OLD")}
          {PutEvent("NEW")}
        END;
        CREATE TRIGGER IF NOT EXISTS event_gone AFTER DELETE ON events WHEN {Known("OLD", "event")} BEGIN
          {TakeEvent("OLD")}
        END;
        """;

    /// <summary>The tables of sums of one length.</summary>
    public static string TablesOf(string level) => $"""
        CREATE TABLE IF NOT EXISTS footage_{level}(
          stream_id INTEGER NOT NULL, boot_id INTEGER NOT NULL, cell INTEGER NOT NULL, us INTEGER NOT NULL, PRIMARY KEY(stream_id, boot_id, cell)) WITHOUT ROWID;
        CREATE TABLE IF NOT EXISTS event_{level}(
          camera_id INTEGER NOT NULL, boot_id INTEGER NOT NULL, cell INTEGER NOT NULL, kind INTEGER NOT NULL, object INTEGER NOT NULL,
          count INTEGER NOT NULL, us INTEGER NOT NULL, PRIMARY KEY({EventKey})) WITHOUT ROWID;
        """;

    /// <summary>Adds the segments with ids in [$1, $2).</summary>
    public static string AddSegments { get; } = $"""
        INSERT INTO footage_cells(stream_id, boot_id, cell, us)
        SELECT stream_id, boot_id, {CellOf("start_us")} AS cell, sum(duration_us) FROM segments WHERE id >= $1 AND id < $2 GROUP BY stream_id, boot_id, cell
        ON CONFLICT DO UPDATE SET us = us + excluded.us
        """;

    /// <summary>Adds the events with numbers in [$1, $2).</summary>
    public static string AddEvents { get; } = $"""
        INSERT INTO event_cells({EventKey}, count, us)
        SELECT camera_id, start_boot, {CellOf("start_us")} AS cell, kind, object, count(*), sum({LengthOf("events")}) FROM events
        WHERE id >= $1 AND id < $2 GROUP BY camera_id, start_boot, cell, kind, object
        ON CONFLICT DO UPDATE SET count = count + excluded.count, us = us + excluded.us
        """;

    // SQLite rounds towards zero.
    private static string CellOf(string column) => $"({column} + {CellsBeforeZero * CellUs}) / {CellUs} - {CellsBeforeZero}";

    // Long ones are read by themselves, where they are: they would fill cells beyond their own.
    private static string LengthOf(string row) =>
        $"(CASE WHEN {row}.end_us IS NULL OR {row}.end_boot <> {row}.start_boot OR {row}.end_us - {row}.start_us > {EventTables.LongUs} THEN 0 ELSE {row}.end_us - {row}.start_us END)";

    private static string Known(string row, string what) => $"{row}.id >= (SELECT first_{what} FROM cells_known)";

    private static string SegmentPlace(string row) => $"stream_id = {row}.stream_id AND boot_id = {row}.boot_id AND cell = {CellOf(row + ".start_us")}";

    private static string PutSegment(string row) => $"""
        INSERT INTO footage_cells(stream_id, boot_id, cell, us) VALUES({row}.stream_id, {row}.boot_id, {CellOf(row + ".start_us")}, {row}.duration_us)
            ON CONFLICT DO UPDATE SET us = us + excluded.us;
        """;

    private static string TakeSegment(string row) => $"UPDATE footage_cells SET us = us - {row}.duration_us WHERE {SegmentPlace(row)};";

    private static string EventPlace(string row) =>
        $"camera_id = {row}.camera_id AND boot_id = {row}.start_boot AND cell = {CellOf(row + ".start_us")} AND kind = {row}.kind AND object = {row}.object";

    private static string PutEvent(string row) => $"""
        INSERT INTO event_cells({EventKey}, count, us)
            VALUES({row}.camera_id, {row}.start_boot, {CellOf(row + ".start_us")}, {row}.kind, {row}.object, 1, {LengthOf(row)})
            ON CONFLICT DO UPDATE SET count = count + 1, us = us + excluded.us;
        """;

    private static string TakeEvent(string row) => $"""
        UPDATE event_cells SET count = count - 1, us = us - {LengthOf(row)} WHERE {EventPlace(row)};
          DELETE FROM event_cells WHERE {EventPlace(row)} AND count <= 0;
        """;
}
