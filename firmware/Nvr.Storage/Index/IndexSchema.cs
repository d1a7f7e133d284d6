using System.Globalization;
using Microsoft.Data.Sqlite;

namespace Nvr.Storage.Index;

/// <summary>
/// Opens connections to an index and makes its tables. Segments are stored as (boot, monotonic start, duration): UTC is boot offset
/// plus monotonic time, resolved when asked, so that a clock step changes one row of <c>boots</c> and nothing else.
/// </summary>
internal static class IndexSchema
{
    /// <summary>Stored in user_version; a newer one is refused (Unsupported), an older one has to be migrated.</summary>
    public const int Version = 3;

    // SQLite's WAL-reset corruption bug was mended in 3.51.3.
    private static readonly Version OldestSqlite = new(3, 51, 3);

    private const string Tables = """
        CREATE TABLE meta(key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
        CREATE TABLE boots(
          id INTEGER PRIMARY KEY, uuid TEXT NOT NULL UNIQUE, ordinal INTEGER NOT NULL,
          utc_offset_us INTEGER NOT NULL, certainty INTEGER NOT NULL, first_us INTEGER NOT NULL);
        CREATE TABLE streams(
          id INTEGER PRIMARY KEY, camera TEXT NOT NULL, stream INTEGER NOT NULL,
          bytes INTEGER NOT NULL DEFAULT 0, segments INTEGER NOT NULL DEFAULT 0, UNIQUE(camera, stream));
        CREATE TABLE formats(id INTEGER PRIMARY KEY, tracks BLOB NOT NULL UNIQUE);
        CREATE TABLE segments(
          id INTEGER PRIMARY KEY, stream_id INTEGER NOT NULL, boot_id INTEGER NOT NULL, start_us INTEGER NOT NULL,
          duration_us INTEGER NOT NULL, bytes INTEGER NOT NULL, format_id INTEGER NOT NULL, state INTEGER NOT NULL);
        CREATE INDEX segments_by_start ON segments(stream_id, boot_id, start_us, duration_us, bytes, format_id);
        CREATE INDEX segments_open ON segments(id) WHERE state = 0;
        CREATE TABLE fragments(segment_id INTEGER PRIMARY KEY, entries BLOB NOT NULL);
        CREATE TABLE gaps(
          id INTEGER PRIMARY KEY, stream_id INTEGER NOT NULL, start_boot INTEGER NOT NULL, start_us INTEGER NOT NULL,
          end_boot INTEGER NOT NULL, end_us INTEGER NOT NULL, reason INTEGER NOT NULL, detail TEXT NOT NULL);
        CREATE INDEX gaps_by_start ON gaps(stream_id, start_boot, start_us);
        CREATE TABLE garbage(segment_id INTEGER PRIMARY KEY);
        """ + Events.EventTables.Create;

    /// <summary>
    /// Opens for reading and writing and makes file and tables if there are none, but not where the volume's marker is gone: that is the bare mount
    /// point. A damaged file throws <see cref="SqliteException"/>.
    /// </summary>
    public static SqliteConnection OpenWriter(string path)
    {
        bool mayCreate = File.Exists(Path.Combine(Path.GetDirectoryName(path)!, Disk.VolumeMarker.FileName));
        SqliteConnection connection = Connect(path, mayCreate ? SqliteOpenMode.ReadWriteCreate : SqliteOpenMode.ReadWrite, busySeconds: 1);
        try
        {
            AssertSqlite(connection);
            // Small checkpoints: at the usual 1000 pages one of them holds up every change that waits behind it for some 10 ms.
            Execute(connection, "PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA journal_size_limit = 8388608; PRAGMA wal_autocheckpoint = 200;");
            CreateOrCheck(connection);
            CreateBackfilled(connection);
            CreateCells(connection);
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    public static SqliteConnection OpenReader(string path) => Connect(path, SqliteOpenMode.ReadOnly, busySeconds: 5);

    /// <summary>All of SQLite's own checks; null when the file is sound, else the first finding.</summary>
    public static string? FindDamage(SqliteConnection connection)
    {
        string? finding = Scalar(connection, "PRAGMA integrity_check(1)");
        return finding == "ok" ? null : finding;
    }

    public static void Execute(SqliteConnection connection, string sql)
    {
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    private static SqliteConnection Connect(string path, SqliteOpenMode mode, int busySeconds)
    {
        SqliteConnectionStringBuilder settings = new() { DataSource = path, Mode = mode, Pooling = false, DefaultTimeout = busySeconds };
        SqliteConnection connection = new(settings.ConnectionString);
        try
        {
            connection.Open();
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    private static void AssertSqlite(SqliteConnection connection)
    {
        Version found = System.Version.Parse(connection.ServerVersion);
        if (found < OldestSqlite)
        {
            throw new InvalidOperationException($"SQLite {found} is too old: {OldestSqlite} or newer is needed.");
        }
    }

    private static void CreateOrCheck(SqliteConnection connection)
    {
        int version = int.Parse(Scalar(connection, "PRAGMA user_version")!, CultureInfo.InvariantCulture);
        if (version == 0)
        {
            using SqliteTransaction transaction = connection.BeginTransaction();
            Execute(connection, Tables + $"PRAGMA user_version = {Version};");
            transaction.Commit();
        }
        else if (version is 1 or 2)
        {
            using SqliteTransaction transaction = connection.BeginTransaction();
            Execute(connection, (version == 1 ? Events.EventTables.FromVersion1 : Events.EventTables.FromVersion2) + $"PRAGMA user_version = {Version};");
            transaction.Commit();
        }
        else if (version != Version)
        {
            throw new Core.NvrException(
                Core.ErrorKind.Unsupported, $"The index was made by another version of nvrd (format {version}, this one reads {Version}).");
        }
    }

    // A table that only adds: an nvrd that does not know it reads and writes the index as before, so that the version stays.
    private static void CreateBackfilled(SqliteConnection connection) => Execute(connection, BackfillRows.Create);

    private static void CreateCells(SqliteConnection connection)
    {
        using SqliteTransaction transaction = connection.BeginTransaction();
        Execute(connection, Overviews.CellTables.Create);
        Execute(connection, Overviews.HourTables.Create);
        transaction.Commit();
    }

    private static string? Scalar(SqliteConnection connection, string sql)
    {
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = sql;
        return Convert.ToString(command.ExecuteScalar(), CultureInfo.InvariantCulture);
    }
}
