using Microsoft.Data.Sqlite;
using Nvr.Core;
using Nvr.Core.Media;
using Nvr.Mp4;
using Nvr.Storage.Clock;

namespace Nvr.Storage.Index;

/// <summary>Reads rows of one index. One thread at a time; failures are SqliteException. Times are monotonic microseconds of a boot.</summary>
internal sealed class ReadSession(string path, int generation) : IDisposable
{
    private const string SegmentColumns = "s.id, s.start_us, s.duration_us, s.bytes, s.format_id";

    private readonly SqlSession sql = new(IndexSchema.OpenReader(path));
    private readonly Dictionary<long, IReadOnlyList<TrackFormat>> formats = [];
    private string? segmentColumns;

    public int Generation { get; } = generation;

    public SqlSession Sql => sql;

    // An index that no newer nvrd has written to yet has nothing back-filled, and no table of it.
    private string Columns => segmentColumns ??= sql.Number("SELECT count(*) FROM sqlite_master WHERE name = 'backfilled'") > 0
        ? $"{SegmentColumns}, EXISTS(SELECT 1 FROM backfilled f WHERE f.segment_id = s.id)"
        : $"{SegmentColumns}, 0";

    public long? StreamId(StreamKey stream) =>
        sql.Number("SELECT id FROM streams WHERE camera = $1 AND stream = $2", stream.Camera.ToString(), (long)stream.Stream);

    public long? BootId(Guid boot) => sql.Number("SELECT id FROM boots WHERE uuid = $1", boot.ToString("N"));

    /// <summary>Segments of a stream within a boot that touch [from, to), in order.</summary>
    public List<SegmentRow> Segments(long stream, long bootId, Guid boot, long fromUs, long toUs)
    {
        long firstUs = sql.Number(
            "SELECT start_us FROM segments WHERE stream_id = $1 AND boot_id = $2 AND start_us <= $3 ORDER BY start_us DESC LIMIT 1",
            stream, bootId, fromUs) ?? fromUs;
        using SqliteDataReader rows = sql.Read(
            $"SELECT {Columns} FROM segments s WHERE stream_id = $1 AND boot_id = $2 AND start_us >= $3 AND start_us < $4 ORDER BY start_us",
            stream, bootId, firstUs, toUs);
        List<SegmentRow> found = [];
        while (rows.Read())
        {
            SegmentRow row = ToSegment(rows, boot);
            if (row.EndUs > fromUs)
            {
                found.Add(row);
            }
        }
        return found;
    }

    /// <summary>The last segment that starts at or before a moment.</summary>
    public SegmentRow? LastFrom(long stream, long bootId, Guid boot, long atUs) => One(
        $"SELECT {Columns} FROM segments s WHERE stream_id = $1 AND boot_id = $2 AND start_us <= $3 ORDER BY start_us DESC LIMIT 1",
        stream, bootId, boot, atUs);

    /// <summary>The first segment that starts after a moment.</summary>
    public SegmentRow? FirstAfter(long stream, long bootId, Guid boot, long atUs) => One(
        $"SELECT {Columns} FROM segments s WHERE stream_id = $1 AND boot_id = $2 AND start_us > $3 ORDER BY start_us LIMIT 1",
        stream, bootId, boot, atUs);

    /// <summary>The fragments of a segment; null when the row is gone or damaged.</summary>
    public FragmentEntry[]? Fragments(long segment)
    {
        using SqliteDataReader rows = sql.Read("SELECT entries FROM fragments WHERE segment_id = $1", segment);
        return rows.Read() && FragmentTable.TryUnpack(rows.GetFieldValue<byte[]>(0), out FragmentEntry[]? entries) ? entries : null;
    }

    public IReadOnlyList<TrackFormat>? Formats(long formatId)
    {
        if (!formats.TryGetValue(formatId, out IReadOnlyList<TrackFormat>? tracks))
        {
            using SqliteDataReader rows = sql.Read("SELECT tracks FROM formats WHERE id = $1", formatId);
            if (!rows.Read() || !FormatBlob.TryUnpack(rows.GetFieldValue<byte[]>(0), out tracks))
            {
                return null;
            }
            formats[formatId] = tracks;
        }
        return tracks;
    }

    /// <summary>Gaps of a stream that begin in a boot and either touch [from, to) or reach into another boot.</summary>
    public List<GapRow> Gaps(StreamKey key, long stream, long bootId, long fromUs, long toUs)
    {
        using SqliteDataReader rows = sql.Read(
            """
            SELECT sb.uuid, g.start_us, eb.uuid, g.end_us, g.reason, g.detail FROM gaps g
            JOIN boots sb ON sb.id = g.start_boot JOIN boots eb ON eb.id = g.end_boot
            WHERE g.stream_id = $1 AND g.start_boot = $2 AND g.start_us < $4 AND (g.end_us > $3 OR g.end_boot <> g.start_boot)
            ORDER BY g.start_us
            """,
            stream, bootId, fromUs, toUs);
        List<GapRow> found = [];
        while (rows.Read())
        {
            found.Add(new GapRow(
                key, new BootMoment(ParseId(rows, 0), rows.GetInt64(1)), new BootMoment(ParseId(rows, 2), rows.GetInt64(3)),
                (GapReason)rows.GetInt64(4), rows.GetString(5)));
        }
        return found;
    }

    public List<(StreamKey Stream, long Id, long Bytes, long Segments)> Streams()
    {
        using SqliteDataReader rows = sql.Read("SELECT camera, stream, id, bytes, segments FROM streams");
        List<(StreamKey, long, long, long)> found = [];
        while (rows.Read())
        {
            found.Add((new StreamKey(new CameraId(ParseId(rows, 0)), (StreamKind)rows.GetInt64(1)), rows.GetInt64(2), rows.GetInt64(3), rows.GetInt64(4)));
        }
        return found;
    }

    /// <summary>The boots, each with the moment at which its last segment ends.</summary>
    public List<Boot> Boots()
    {
        List<(long Id, Boot Boot)> found = [];
        using (SqliteDataReader rows = sql.Read("SELECT id, uuid, ordinal, utc_offset_us, certainty, first_us FROM boots"))
        {
            while (rows.Read())
            {
                long firstUs = rows.GetInt64(5);
                found.Add((rows.GetInt64(0), new Boot(
                    ParseId(rows, 1), rows.GetInt64(2), rows.GetInt64(3), (BootCertainty)rows.GetInt64(4), firstUs, firstUs)));
            }
        }
        List<long> streams = [.. Streams().Select(s => s.Id)];
        return [.. found.Select(b => b.Boot with { LastUs = Math.Max(b.Boot.FirstUs, LastEnd(streams, b.Id, b.Boot.Id)) })];
    }

    /// <summary>Where a stream's record (footage or gap) ends within a boot; null when it has none there.</summary>
    public BootMoment? LastKnown(long stream, long bootId, Guid boot)
    {
        BootMoment? end = LastFrom(stream, bootId, boot, long.MaxValue) is { } row ? new BootMoment(boot, row.EndUs) : null;
        long? gapEndUs = sql.Number("SELECT max(end_us) FROM gaps WHERE stream_id = $1 AND start_boot = $2 AND end_boot = $2", stream, bootId);
        return gapEndUs > (end?.MonotonicUs ?? long.MinValue) ? new BootMoment(boot, gapEndUs.Value) : end;
    }

    public long HighestId() =>
        sql.Number(
            $"""
            SELECT max(coalesce((SELECT max(id) FROM segments), 0), coalesce((SELECT max(segment_id) FROM garbage), 0),
              coalesce((SELECT CAST(value AS INTEGER) FROM meta WHERE key = '{IndexMeta.HighestId}'), 0))
            """) ?? 0;

    public bool HasMeta(string key) => sql.Number("SELECT count(*) FROM meta WHERE key = $1 AND value = '1'", key) == 1;

    public List<long> Ids(string query, params ReadOnlySpan<object> values)
    {
        using SqliteDataReader rows = sql.Read(query, values);
        List<long> ids = [];
        while (rows.Read())
        {
            ids.Add(rows.GetInt64(0));
        }
        return ids;
    }

    /// <summary>Every segment, in the order of recording: for a check, not for a page.</summary>
    public List<IndexedSegment> AllSegments()
    {
        using SqliteDataReader rows = sql.Read(
            $"""
            SELECT {Columns}, b.uuid, t.camera, t.stream, s.state FROM segments s
            JOIN boots b ON b.id = s.boot_id JOIN streams t ON t.id = s.stream_id ORDER BY s.id
            """);
        List<IndexedSegment> found = [];
        while (rows.Read())
        {
            StreamKey stream = new(new CameraId(ParseId(rows, 7)), (StreamKind)rows.GetInt64(8));
            found.Add(new IndexedSegment(ToSegment(rows, ParseId(rows, 6)), stream, (SegmentState)rows.GetInt64(9)));
        }
        return found;
    }

    /// <summary>Cameras whose deletion was begun and not finished.</summary>
    public List<CameraId> Forgotten()
    {
        using SqliteDataReader rows = sql.Read("SELECT substr(key, length($1) + 1) FROM meta WHERE key LIKE $1 || '%'", IndexMeta.ForgetPrefix);
        List<CameraId> cameras = [];
        while (rows.Read())
        {
            cameras.Add(new CameraId(ParseId(rows, 0)));
        }
        return cameras;
    }

    public string? FindDamage() => IndexSchema.FindDamage(sql.Connection);

    public void Dispose() => sql.Dispose();

    private long LastEnd(List<long> streams, long bootId, Guid boot) =>
        streams.Select(s => LastFrom(s, bootId, boot, long.MaxValue)?.EndUs ?? long.MinValue).DefaultIfEmpty(long.MinValue).Max();

    private SegmentRow? One(string query, long stream, long bootId, Guid boot, long atUs)
    {
        using SqliteDataReader rows = sql.Read(query, stream, bootId, atUs);
        return rows.Read() ? ToSegment(rows, boot) : null;
    }

    private static SegmentRow ToSegment(SqliteDataReader rows, Guid boot) =>
        new(rows.GetInt64(0), boot, rows.GetInt64(1), rows.GetInt64(2), rows.GetInt64(3), rows.GetInt64(4)) { IsBackfilled = rows.GetInt64(5) != 0 };

    private static Guid ParseId(SqliteDataReader rows, int column) => Guid.ParseExact(rows.GetString(column), "N");
}
