using System.Runtime.InteropServices;
using Microsoft.Data.Sqlite;
using Nvr.Core;
using Nvr.Core.Events;
using Nvr.Storage.Index;

namespace Nvr.Storage.Events;

/// <summary>Reads rows of events from one index. All times are monotonic microseconds of a boot. Failures are SqliteException.</summary>
internal static class EventQuery
{
    private const string Columns = """
        e.id, sb.uuid, e.start_us, eb.uuid, e.end_us, e.closing, e.kind, e.object, e.box, e.confidence, z.name, e.text, e.topic, e.origin, e.key, c.uuid,
        e.log_file, e.log_offset
        """;

    private const string Joins = """
        JOIN boots sb ON sb.id = e.start_boot JOIN cameras c ON c.id = e.camera_id
        LEFT JOIN boots eb ON eb.id = e.end_boot LEFT JOIN zones z ON z.id = e.zone_id
        """;

    /// <summary>Events that start in a window of one boot, in order. One text for each kind of lane and order, so that it is prepared once.</summary>
    public static List<EventRow> Find(ReadSession session, EventLane lane, long bootId, EventWindow window)
    {
        string order = window.OldestFirst ? "ASC" : "DESC";
        string past = window.OldestFirst ? ">" : "<";
        string sql = $"""
            SELECT {Columns} FROM events e INDEXED BY {lane.Index} {Joins}
            WHERE {lane.Condition} e.start_boot = $1 AND e.start_us >= $2 AND e.start_us < $3
              AND (e.end_us IS NULL OR e.end_boot <> $1 OR e.end_us > $4 OR e.start_us >= $4)
              AND (e.start_us <> $5 OR e.id {past} $6)
              AND ($7 >> e.kind) & 1 AND ($8 >> e.object) & 1
              AND ($9 IS NULL OR e.zone_id IN (SELECT id FROM zones WHERE instr(lower(name), lower($9)) > 0))
              AND $10 IS NOT NULL AND $11 IS NOT NULL
            ORDER BY e.start_us {order}, e.id {order} LIMIT $12
            """;
        return Rows(session.Sql.Read(
            sql, bootId, window.FromUs, window.ToUs, window.TouchUs, window.CursorUs, window.CursorNumber, window.KindMask, window.ObjectMask,
            (object?)window.Zone ?? DBNull.Value, lane.First, lane.Second, window.Limit));
    }

    public static EventRow? One(ReadSession session, long number) =>
        Rows(session.Sql.Read($"SELECT {Columns} FROM events e {Joins} WHERE e.id = $1", number)).FirstOrDefault();

    /// <summary>The latest events whose end no camera has reported, oldest first.</summary>
    public static List<EventRow> Unended(ReadSession session, int most) => Rows(session.Sql.Read(
        $"SELECT * FROM (SELECT {Columns} FROM events e {Joins} WHERE e.key IS NOT NULL ORDER BY e.id DESC LIMIT $1) ORDER BY 1", (long)most));

    public static long? Camera(ReadSession session, CameraId camera) => session.Sql.Number("SELECT id FROM cameras WHERE uuid = $1", camera.ToString());

    private static List<EventRow> Rows(SqliteDataReader rows)
    {
        List<EventRow> found = [];
        using (rows)
        {
            while (rows.Read())
            {
                found.Add(Row(rows));
            }
        }
        return found;
    }

    private static EventRow Row(SqliteDataReader rows) => new()
    {
        Number = rows.GetInt64(0),
        Start = new BootMoment(ParseId(rows, 1), rows.GetInt64(2)),
        End = rows.IsDBNull(4) || rows.IsDBNull(3) ? null : new BootMoment(ParseId(rows, 3), rows.GetInt64(4)),
        Closing = (EventClosing)rows.GetInt64(5),
        Kind = (CameraEventKind)rows.GetInt64(6),
        Object = (ObjectClass)rows.GetInt64(7),
        Box = rows.IsDBNull(8) ? null : Box(rows.GetFieldValue<byte[]>(8)),
        Confidence = rows.IsDBNull(9) ? null : (float)rows.GetDouble(9),
        Zone = rows.IsDBNull(10) ? null : rows.GetString(10),
        Text = rows.IsDBNull(11) ? null : rows.GetString(11),
        Topic = rows.GetString(12),
        Origin = (EventOrigin)rows.GetInt64(13),
        Key = rows.IsDBNull(14) ? "" : rows.GetString(14),
        Camera = new CameraId(ParseId(rows, 15)),
        Place = new EventLogPlace(rows.GetInt64(16), rows.GetInt64(17)),
    };

    private static EventBox? Box(byte[] blob) =>
        blob.Length == 4 * sizeof(float) && MemoryMarshal.Cast<byte, float>(blob) is var side ? new EventBox(side[0], side[1], side[2], side[3]) : null;

    private static Guid ParseId(SqliteDataReader rows, int column) => Guid.ParseExact(rows.GetString(column), "N");
}
