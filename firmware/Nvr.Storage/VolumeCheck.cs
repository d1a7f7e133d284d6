using Nvr.Core;
using Nvr.Storage.Checking;
using Nvr.Storage.Disk;

namespace Nvr.Storage;

/// <summary>
/// Compares the files of a volume with its index and reads every fragment (<c>nvrd check</c>). Changes nothing. Not for a volume in use: takes its lock.
/// </summary>
public static class VolumeCheck
{
    /// <summary>
    /// Runs to the end or until cancelled (<see cref="OperationCanceledException"/>). Throws Conflict when an nvrd uses the volume, NotFound when there is
    /// no volume, Storage when it cannot be read at all.
    /// </summary>
    public static CheckReport Run(string volumePath, CancellationToken cancellation = default)
    {
        VolumeMarker marker = VolumeMarker.Read(volumePath)
            ?? throw new NvrException(ErrorKind.NotFound, $"There is no footage of nvrd in {volumePath}.");
        try
        {
            using FileLock held = FileLock.Take(Path.Combine(volumePath, VolumeMarker.VolumeLockName), $"The footage in {volumePath}");
            return new CheckRun(volumePath, marker).Run(cancellation);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new NvrException(ErrorKind.Storage, $"The footage in {volumePath} cannot be read: {failure.Message}", failure);
        }
    }
}
