using System.Globalization;
using Microsoft.Data.Sqlite;
using Microsoft.Win32.SafeHandles;

namespace Nvr.Storage.Index;

/// <summary>The index of a volume as a file: where it is, whether it is damaged, and how a damaged one is put aside.</summary>
internal sealed class IndexFile(string volumePath)
{
    private const int SqliteCorrupt = 11;
    private const int SqliteNotADatabase = 26;
    private const int SqliteSchemaError = 1;

    // Reading an index of this size through takes a fraction of a second; a larger one is checked while recording already runs.
    private const long CheckAtOnceBytes = 8L << 20;

    private static readonly string[] Suffixes = ["", "-wal", "-shm"];

    public string Path { get; } = System.IO.Path.Combine(volumePath, "index.db");

    public bool Exists => File.Exists(Path);

    /// <summary>Counts up when the file is replaced: connections of an earlier generation are to be dropped.</summary>
    public int Generation { get; private set; }

    public static bool IsDamage(SqliteException failure) => failure.SqliteErrorCode is SqliteCorrupt or SqliteNotADatabase;

    /// <summary>Whether the same work may succeed later: locked, out of memory, read-only, input/output, full, cannot open, protocol.</summary>
    public static bool MayPass(SqliteException failure) => failure.SqliteErrorCode is 5 or 6 or 7 or 8 or 10 or 13 or 14 or 15;

    /// <summary>Error 1 (no such table or column) can only mean a damaged schema when it comes from the first look.</summary>
    public static bool IsDamageAtOpening(SqliteException failure) => IsDamage(failure) || failure.SqliteErrorCode == SqliteSchemaError;

    /// <summary>Whether an index this small should be read through before it is used.</summary>
    public bool IsSmall => new FileInfo(Path) is { Exists: true, Length: < CheckAtOnceBytes };

    /// <summary>
    /// Makes everything committed so far survive a power cut; SQLite itself leaves that to its next checkpoint (synchronous = NORMAL). SQLite locks the
    /// other two files, not this one: closing a second handle of it drops no lock.
    /// </summary>
    public void SyncCommitted()
    {
        string log = Path + "-wal";
        using SafeFileHandle file = File.OpenHandle(log, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        Disk.Durable.SyncData(file, log);
    }

    /// <summary>Moves the file and its companions to <c>index.db.damaged-N</c>; a later rebuild may save what it can from it.</summary>
    public string SetAside()
    {
        int number = 1;
        while (Suffixes.Any(s => File.Exists(Aside(number) + s)))
        {
            number++;
        }
        foreach (string suffix in Suffixes.Where(s => File.Exists(Path + s)))
        {
            File.Move(Path + suffix, Aside(number) + suffix);
        }
        Generation++;
        return Aside(number);
    }

    private string Aside(int number) => string.Create(CultureInfo.InvariantCulture, $"{Path}.damaged-{number}");
}
