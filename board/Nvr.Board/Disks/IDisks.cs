namespace Nvr.Board.Disks;

/// <summary>
/// The disks of a box and what may be done with them. Thread-safe; each call may take as long as the disks do. Nothing here asks anybody: who calls has asked. Failures are
/// <see cref="Nvr.Core.NvrException"/>: Unreachable when the service that manages disks does not answer, NotFound for what is no longer there, Refused when it does not permit
/// it, Conflict when the disk is in use, Storage for everything that went wrong with a disk.
/// </summary>
public interface IDisks : IAsyncDisposable
{
    Task<DisksReading> ReadAsync(CancellationToken cancellation);

    /// <summary>Returns when something may have changed since it was last called, or the time is over.</summary>
    Task WaitForNewsAsync(TimeSpan atMost, CancellationToken cancellation);

    /// <summary>Joins blank disks to an array with a write-intent bitmap and starts it; returns its id. It can be written to at once.</summary>
    Task<string> CreateArrayAsync(RaidLevel level, string name, IReadOnlyList<string> devices, CancellationToken cancellation);

    /// <summary>Puts an empty file system onto a disk or array; returns its id.</summary>
    Task<string> FormatAsync(string device, FileSystemKind kind, string label, CancellationToken cancellation);

    /// <summary>Mounts the file system of a disk or array, or finds it mounted; returns where.</summary>
    Task<string> MountAsync(string device, CancellationToken cancellation);

    Task UnmountAsync(string device, CancellationToken cancellation);

    /// <summary>Makes a disk blank: whatever is on it is gone.</summary>
    Task EraseAsync(string device, CancellationToken cancellation);

    /// <summary>Starts an array of which no more are missing than it can do without.</summary>
    Task StartArrayAsync(string arrayId, CancellationToken cancellation);

    /// <summary>Gives an array a disk: in place of a missing one, or as a spare. A former member comes back with what it still holds.</summary>
    Task AddMemberAsync(string arrayId, string device, CancellationToken cancellation);

    /// <summary>Begins to compare data and redundancy, at the kernel's low priority.</summary>
    Task CheckAsync(string arrayId, CancellationToken cancellation);

    /// <summary>How fast it may be built, rebuilt or compared, in kilobytes a second; null: as fast as the system lets all arrays. Kept until the array is stopped.</summary>
    Task LimitSpeedAsync(string arrayId, long? kilobytesPerSecond, CancellationToken cancellation);

    /// <summary>Stops an array for good: its members are blank afterwards.</summary>
    Task DeleteArrayAsync(string arrayId, CancellationToken cancellation);
}
