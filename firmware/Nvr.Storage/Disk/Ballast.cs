namespace Nvr.Storage.Disk;

/// <summary>
/// A file of a few megabytes that is there to be deleted: on a full volume the index needs room to note what is deleted.
/// Thread-safe; failures are swallowed because it is a reserve, not a promise.
/// </summary>
internal sealed class Ballast(string volumePath)
{
    public const long Bytes = 4L << 20;

    // The write-ahead log, its shared memory, and the lock file.
    private const long IndexNeedsBytes = 1L << 20;

    private readonly Lock gate = new();
    private readonly string path = Path.Combine(volumePath, "ballast");

    /// <summary>Makes the file again when there is room enough.</summary>
    public void Restore(long freeBytes)
    {
        lock (gate)
        {
            if (File.Exists(path) || freeBytes < 4 * Bytes)
            {
                return;
            }
            try
            {
                using FileStream file = new(path, new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, PreallocationSize = Bytes });
            }
            catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
            {
                Delete_NeedsLock();
            }
        }
    }

    /// <summary>For the start: makes the file where there is room, and gives it up where there is so little that the index could not be opened.</summary>
    public void Settle(long freeBytes)
    {
        if (freeBytes < IndexNeedsBytes)
        {
            Release();
        }
        else
        {
            Restore(freeBytes);
        }
    }

    public void Release()
    {
        lock (gate)
        {
            Delete_NeedsLock();
        }
    }

    private void Delete_NeedsLock()
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
