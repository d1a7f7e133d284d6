using Microsoft.Data.Sqlite;
using Nvr.Core;
using Nvr.Storage.Index;

namespace Nvr.Storage.Recovery;

/// <summary>Takes a segment whose file is gone or worthless out of the index and notes its time as lost.</summary>
internal static class LostFile
{
    private const string Detail = "The file was lost or damaged after it had been recorded.";

    /// <summary>Waits until it is committed.</summary>
    public static void Note(IndexWorker index, long id) => index.Run(session => Note(session, id)).GetAwaiter().GetResult();

    public static bool Note(IndexSession session, long id)
    {
        if (Describe(session, id) is not { } gap)
        {
            return false;
        }
        session.Put(gap);
        session.MoveToGarbage(id, fileIsGone: true);
        return true;
    }

    private static GapRow? Describe(IndexSession session, long id)
    {
        using SqliteDataReader rows = session.Sql.Read(
            """
            SELECT t.camera, t.stream, b.uuid, s.start_us, s.duration_us FROM segments s
            JOIN streams t ON t.id = s.stream_id JOIN boots b ON b.id = s.boot_id WHERE s.id = $1
            """,
            id);
        if (!rows.Read())
        {
            return null;
        }
        StreamKey stream = new(new CameraId(Guid.ParseExact(rows.GetString(0), "N")), (StreamKind)rows.GetInt64(1));
        Guid boot = Guid.ParseExact(rows.GetString(2), "N");
        long startUs = rows.GetInt64(3);
        return new GapRow(
            stream, new BootMoment(boot, startUs), new BootMoment(boot, startUs + rows.GetInt64(4)), GapReason.FootageLost, Detail);
    }
}
