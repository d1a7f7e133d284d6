namespace Nvr.Storage.Overviews;

/// <summary>
/// Sums over an hour of a boot's monotonic time, for who looks at weeks: a sixth of the rows of footage. Triggers on the sums over ten minutes (<see cref="CellTables"/>) keep them, within the
/// same transaction; what was summed up before there were hours is added when the tables are made.
/// </summary>
internal static class HourTables
{
    public const int Cells = 6;

    public const long HourUs = Cells * CellTables.CellUs;

    private const long HoursBeforeZero = 2_000_000;

    public static string Create { get; } = $"""
        {CellTables.TablesOf("hours")}
        INSERT INTO footage_hours SELECT stream_id, boot_id, {HourOf("cell")} AS hour, sum(us) FROM footage_cells
          WHERE NOT EXISTS(SELECT 1 FROM footage_hours) GROUP BY stream_id, boot_id, hour;
        INSERT INTO event_hours SELECT camera_id, boot_id, {HourOf("cell")} AS hour, kind, object, sum(count), sum(us) FROM event_cells
          WHERE NOT EXISTS(SELECT 1 FROM event_hours) GROUP BY camera_id, boot_id, hour, kind, object;

        CREATE TRIGGER IF NOT EXISTS footage_cell_put AFTER INSERT ON footage_cells BEGIN {PutFootage("NEW.us")} END;
        CREATE TRIGGER IF NOT EXISTS footage_cell_changed AFTER UPDATE OF us ON footage_cells BEGIN {PutFootage("NEW.us - OLD.us")} END;
        CREATE TRIGGER IF NOT EXISTS footage_cell_gone AFTER DELETE ON footage_cells BEGIN
          UPDATE footage_hours SET us = us - OLD.us WHERE stream_id = OLD.stream_id AND boot_id = OLD.boot_id AND cell = {HourOf("OLD.cell")};
          DELETE FROM footage_hours WHERE stream_id = OLD.stream_id AND boot_id = OLD.boot_id AND cell = {HourOf("OLD.cell")} AND us <= 0;
        END;

        CREATE TRIGGER IF NOT EXISTS event_cell_put AFTER INSERT ON event_cells BEGIN {PutEvent("NEW.count", "NEW.us")} END;
        CREATE TRIGGER IF NOT EXISTS event_cell_changed AFTER UPDATE OF count, us ON event_cells BEGIN
          {PutEvent("NEW.count - OLD.count", "NEW.us - OLD.us")}
          {Forget("NEW")}
        END;
        CREATE TRIGGER IF NOT EXISTS event_cell_gone AFTER DELETE ON event_cells BEGIN
          UPDATE event_hours SET count = count - OLD.count, us = us - OLD.us WHERE {EventPlace("OLD")};
          {Forget("OLD")}
        END;
        """;

    // SQLite rounds towards zero.
    private static string HourOf(string cell) => $"({cell} + {HoursBeforeZero * Cells}) / {Cells} - {HoursBeforeZero}";

    private static string PutFootage(string us) => $"""
        INSERT INTO footage_hours(stream_id, boot_id, cell, us) VALUES(NEW.stream_id, NEW.boot_id, {HourOf("NEW.cell")}, {us}) ON CONFLICT DO UPDATE SET us = us + excluded.us;
        """;

    private static string PutEvent(string count, string us) => $"""
        INSERT INTO event_hours({CellTables.EventKey}, count, us) VALUES(NEW.camera_id, NEW.boot_id, {HourOf("NEW.cell")}, NEW.kind, NEW.object, {count}, {us})
            ON CONFLICT DO UPDATE SET count = count + excluded.count, us = us + excluded.us;
        """;

    private static string EventPlace(string row) =>
        $"camera_id = {row}.camera_id AND boot_id = {row}.boot_id AND cell = {HourOf(row + ".cell")} AND kind = {row}.kind AND object = {row}.object";

    private static string Forget(string row) => $"DELETE FROM event_hours WHERE {EventPlace(row)} AND count <= 0;";
}
