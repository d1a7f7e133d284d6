namespace Nvr.Storage.Disk;

/// <summary>
/// Two files that are there to be deleted. One of a few megabytes while nvrd runs: on a full volume the index needs room to note what is deleted. A smaller one for the next start alone: a disk
/// may be full to the last byte, the first file spent, when nvrd ends, and it could not even open its index then. Thread-safe; failures are swallowed because it is a reserve, not a promise.
/// </summary>
internal sealed class Ballast(string volumePath)
{
    public const long Bytes = 4L << 20;

    private const long StartBytes = 2L << 20;

    // The write-ahead log, its shared memory, and the lock file.
    private const long IndexNeedsBytes = 1L << 20;

    private readonly Lock gate = new();
    private readonly string running = Path.Combine(volumePath, "ballast");
    private readonly string starting = Path.Combine(volumePath, "ballast-start");

    /// <summary>Makes the files again when there is room enough, what a start needs first.</summary>
    public void Restore(long freeBytes)
    {
        lock (gate)
        {
            Restore_NeedsLock(starting, StartBytes, freeBytes);
            Restore_NeedsLock(running, Bytes, freeBytes);
        }
    }

    /// <summary>For the start: makes the files where there is room, and gives one up where there is so little that the index could not be opened.</summary>
    public void Settle(long freeBytes)
    {
        if (freeBytes < IndexNeedsBytes)
        {
            ReleaseForStart();
        }
        else
        {
            Restore(freeBytes);
        }
    }

    /// <summary>For the index of a running nvrd.</summary>
    public void Release()
    {
        lock (gate)
        {
            Delete_NeedsLock(running);
        }
    }

    /// <summary>Gives up the larger file, or the one for the start where that is spent.</summary>
    public void ReleaseForStart()
    {
        lock (gate)
        {
            Delete_NeedsLock(File.Exists(running) ? running : starting);
        }
    }

    private static void Restore_NeedsLock(string path, long bytes, long freeBytes)
    {
        if (File.Exists(path) || freeBytes < 4 * bytes)
        {
            return;
        }
        try
        {
            using FileStream file = new(path, new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, PreallocationSize = bytes });
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            Delete_NeedsLock(path);
        }
    }

    private static void Delete_NeedsLock(string path)
    {
        try
        {
            File.Delete(path);
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            // It gives no room then; whoever needs it notices.
        }
    }
}
