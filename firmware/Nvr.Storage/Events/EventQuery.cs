using System.Globalization;
using System.Runtime.InteropServices;
using Microsoft.Data.Sqlite;
using Nvr.Core;
using Nvr.Core.Events;
using Nvr.Storage.Events.Search;
using Nvr.Storage.Index;

namespace Nvr.Storage.Events;

/// <summary>Reads rows of events from one index. All times are monotonic microseconds of a boot. Failures are SqliteException.</summary>
internal static class EventQuery
{
    private const string Columns = """
        e.id, sb.uuid, e.start_us, eb.uuid, e.end_us, e.closing, e.kind, e.object, e.box, e.confidence, z.name, e.text, e.topic, e.origin, e.key, c.uuid,
        e.log_file, e.log_offset, e.colours, e.direction
        """;

    private const string Joins = """
        CROSS JOIN boots sb ON sb.id = e.start_boot CROSS JOIN cameras c ON c.id = e.camera_id
        LEFT JOIN boots eb ON eb.id = e.end_boot LEFT JOIN zones z ON z.id = e.zone_id
        """;

    /// <summary>Events that start in a window of one boot, in order. One text for each kind of lane and order, so that it is prepared once.</summary>
    public static List<EventRow> Find(ReadSession session, EventLane lane, long bootId, RowTest test, EventWindow window)
    {
        string order = window.OldestFirst ? "ASC" : "DESC";
        string sql = $"""
            SELECT {Columns} FROM events e INDEXED BY {lane.Index} {Joins}
            WHERE {lane.Condition} e.start_us >= $18 AND e.start_us < $19 AND {Conditions(window)}
            ORDER BY e.start_us {order}, e.id {order} LIMIT $17
            """;
        return Rows(session.Sql.Read(sql, [.. Values(bootId, test, window, window.Limit), window.FromUs, window.ToUs, .. lane.Values]));
    }

    /// <summary>All events that start in one of several pieces of a window, in order: one query for many places that lie apart.</summary>
    public static List<EventRow> Find(ReadSession session, IReadOnlyList<(long FromUs, long ToUs)> pieces, long bootId, RowTest test, EventWindow window)
    {
        string sql = $"""
            SELECT {Columns} FROM json_each($18) p CROSS JOIN events e INDEXED BY events_by_time {Joins}
            WHERE e.start_us >= p.value ->> 0 AND e.start_us < p.value ->> 1 AND {Conditions(window)} LIMIT $17
            """;
        string list = $"[{string.Join(',', pieces.Select(p => string.Create(CultureInfo.InvariantCulture, $"[{p.FromUs},{p.ToUs}]")))}]";
        List<EventRow> found = Rows(session.Sql.Read(sql, [.. Values(bootId, test, window, -1), list]));
        found.Sort((a, b) => (a.Start.MonotonicUs, a.Number).CompareTo((b.Start.MonotonicUs, b.Number)) * (window.OldestFirst ? 1 : -1));
        return found;
    }

    private static string Conditions(EventWindow window) => $"""
        e.start_boot = $1 AND (e.end_us IS NULL OR e.end_boot <> $1 OR e.end_us > $2 OR e.start_us >= $2)
        AND (e.start_us <> $3 OR e.id {(window.OldestFirst ? ">" : "<")} $4)
        AND ($5 >> e.kind) & 1 AND ($6 >> e.object) & 1
        AND ($7 = '' OR instr($7, ',' || e.zone_id || ',') > 0) AND ($8 = '' OR instr($8, ',' || e.camera_id || ',') > 0)
        AND ($9 = 0 OR e.colours & $9) AND ($10 >> e.direction) & 1 AND ($11 >> e.origin) & 1
        AND (($12 = 0 AND $13 = 9223372036854775807) OR e.area BETWEEN $12 AND $13)
        AND (e.end_us IS NULL OR e.end_boot <> $1 OR e.end_us - e.start_us BETWEEN $14 AND $15)
        AND ($16 = 0 OR e.confidence >= $16)
        """;

    private static object[] Values(long bootId, RowTest test, EventWindow window, long limit) =>
    [
        bootId, window.TouchUs, window.CursorUs, window.CursorNumber, test.KindMask, test.ObjectMask, test.Zones, test.Cameras, test.Colours,
        test.DirectionMask, test.OriginMask, test.MinArea, test.MaxArea, test.MinDurationUs, test.MaxDurationUs, test.MinConfidence, limit,
    ];

    public static List<CameraZone> Zones(ReadSession session, int most)
    {
        using SqliteDataReader rows = session.Sql.Read(
            "SELECT c.uuid, z.name FROM camera_zones l JOIN cameras c ON c.id = l.camera_id JOIN zones z ON z.id = l.zone_id LIMIT $1", (long)most);
        List<CameraZone> found = [];
        while (rows.Read())
        {
            found.Add(new CameraZone(new CameraId(ParseId(rows, 0)), rows.GetString(1)));
        }
        return found;
    }

    public static EventRow? One(ReadSession session, long number) =>
        Rows(session.Sql.Read($"SELECT {Columns} FROM events e {Joins} WHERE e.id = $1", number)).FirstOrDefault();

    /// <summary>The latest events whose end no camera has reported, oldest first.</summary>
    public static List<EventRow> Unended(ReadSession session, int most) => Rows(session.Sql.Read(
        $"SELECT * FROM (SELECT {Columns} FROM events e {Joins} WHERE e.key IS NOT NULL ORDER BY e.id DESC LIMIT $1) ORDER BY 1", (long)most));

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
        Box = EventBoxes.Read(Blob(rows, 8)),
        BoxAfterUs = EventBoxes.ReadAfterUs(Blob(rows, 8)),
        Confidence = rows.IsDBNull(9) ? null : (float)rows.GetDouble(9),
        Zone = rows.IsDBNull(10) ? null : rows.GetString(10),
        Text = rows.IsDBNull(11) ? null : rows.GetString(11),
        Topic = rows.GetString(12),
        Origin = (EventOrigin)rows.GetInt64(13),
        Key = rows.IsDBNull(14) ? "" : rows.GetString(14),
        Camera = new CameraId(ParseId(rows, 15)),
        Place = new EventLogPlace(rows.GetInt64(16), rows.GetInt64(17)),
        Colours = (ObjectColours)rows.GetInt64(18),
        Direction = (MoveDirection)rows.GetInt64(19),
    };

    private static byte[]? Blob(SqliteDataReader rows, int column) => rows.IsDBNull(column) ? null : rows.GetFieldValue<byte[]>(column);

    private static Guid ParseId(SqliteDataReader rows, int column) => Guid.ParseExact(rows.GetString(column), "N");
}
