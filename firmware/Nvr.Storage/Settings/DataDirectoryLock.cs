using Nvr.Core;
using Nvr.Storage.Disk;

namespace Nvr.Storage.Settings;

/// <summary>
/// Keeps a data directory to one nvrd at a time. The kernel drops it when the process ends, however it ends. Taking it fails
/// with Conflict (naming the other process) or Storage (read-only, full, not permitted), in a sentence fit for the user.
/// </summary>
public sealed class DataDirectoryLock : IDisposable
{
    private readonly FileLock held;

    private DataDirectoryLock(FileLock held) => this.held = held;

    /// <summary>Makes the directory when it is missing, and takes it.</summary>
    public static DataDirectoryLock Take(string directory)
    {
        try
        {
            Directory.CreateDirectory(directory);
            return new DataDirectoryLock(FileLock.Take(Path.Combine(directory, "nvrd.lock"), $"The data directory {directory}"));
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new NvrException(
                ErrorKind.Storage,
                $"The data directory {directory} cannot be written: {failure.Message} Check that it exists, is not full or read-only, "
                + "and belongs to the user that runs nvrd.",
                failure);
        }
    }

    public void Dispose() => held.Dispose();
}
