using Microsoft.Data.Sqlite;
using Nvr.Core;
using Nvr.Core.Events;
using Nvr.Storage.Events;
using Nvr.Storage.Index;

namespace Nvr.Storage.Overviews;

/// <summary>Reads sums of one index, in the cells and times of one boot. One thread at a time; failures are SqliteException.</summary>
internal sealed class CellReader(SqlSession sql, CellLevel level)
{
    public bool IsComplete => CellFiller.IsDone(sql);

    public long? CameraRow(CameraId camera) => sql.Number("SELECT id FROM cameras WHERE uuid = $1", camera.ToString());

    /// <summary>Of a stream in [from, to): the cell, and how many microseconds of footage began in it.</summary>
    public IEnumerable<(long Cell, long Us)> Footage(long stream, long boot, long from, long to)
    {
        using SqliteDataReader rows = sql.Read($"SELECT cell, us FROM {level.Footage} WHERE stream_id = $1 AND boot_id = $2 AND cell >= $3 AND cell < $4", stream, boot, from, to);
        while (rows.Read())
        {
            yield return (rows.GetInt64(0), rows.GetInt64(1));
        }
    }

    /// <summary>Of a camera in [from, to): what began in a cell, how often, and for how many microseconds those that were not long lasted.</summary>
    public IEnumerable<(long Cell, CameraEventKind Kind, ObjectClass Object, int Count, long Us)> Events(long camera, long boot, long from, long to)
    {
        using SqliteDataReader rows = sql.Read(
            $"SELECT cell, kind, object, count, us FROM {level.Events} WHERE camera_id = $1 AND boot_id = $2 AND cell >= $3 AND cell < $4", camera, boot, from, to);
        while (rows.Read())
        {
            yield return (rows.GetInt64(0), (CameraEventKind)rows.GetInt64(1), (ObjectClass)rows.GetInt64(2), (int)rows.GetInt64(3), rows.GetInt64(4));
        }
    }

    /// <summary>Motion that was long, or goes on (no end), and began before a moment: of which camera, from when, until which moment of which boot.</summary>
    public IEnumerable<(long Camera, long StartUs, long? EndBoot, long? EndUs)> LongMotion(long boot, long toUs, int most)
    {
        using SqliteDataReader rows = sql.Read(
            $"SELECT camera_id, start_us, end_boot, end_us FROM events WHERE {EventTables.IsLong} AND start_boot = $1 AND start_us < $2 AND kind = $3 ORDER BY start_us DESC LIMIT $4",
            boot, toUs, (long)CameraEventKind.Motion, (long)most);
        while (rows.Read())
        {
            yield return (rows.GetInt64(0), rows.GetInt64(1), rows.IsDBNull(2) ? null : rows.GetInt64(2), rows.IsDBNull(3) ? null : rows.GetInt64(3));
        }
    }
}
