namespace Nvr.Storage.Disk;

/// <summary>
/// A file of a few megabytes that is there to be deleted: on a full volume the index needs room to note what is deleted.
/// Thread-safe; failures are swallowed because it is a reserve, not a promise.
/// </summary>
internal sealed class Ballast(string volumePath)
{
    public const long Bytes = 4L << 20;

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
            catch (IOException)
            {
                File.Delete(path);
            }
        }
    }

    public void Release()
    {
        lock (gate)
        {
            File.Delete(path);
        }
    }
}
