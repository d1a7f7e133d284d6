namespace Nvr.Board.Sticks;

/// <summary>
/// The USB keys of a box and what may be done with them. Thread-safe; each call may take as long as the stick does. Failures are <see cref="Nvr.Core.NvrException"/> with a sentence for the
/// user: NotFound when the stick is no longer there, Conflict while something uses it, Unsupported, Storage or Refused with the sentences of its <see cref="StickVerdict"/> when it cannot be
/// used, Unreachable when the service that manages disks does not answer.
/// </summary>
public interface ISticks : IAsyncDisposable
{
    Task<SticksReading> ReadAsync(CancellationToken cancellation);

    /// <summary>Returns when a stick may have come, gone or changed since it was last called, or the time is over; does not throw. One task at a time.</summary>
    Task WaitForNewsAsync(TimeSpan atMost, CancellationToken cancellation);

    /// <summary>
    /// Mounts the stick for writing, or finds it mounted; returns the directory, in which this program may write. Nothing on it can be executed. A stick that is pulled afterwards is missing in
    /// the next reading, and writing to the directory fails.
    /// </summary>
    Task<string> MountAsync(string stickId, CancellationToken cancellation);

    /// <summary>
    /// Writes out what the kernel still holds back, which takes minutes on a slow stick, unmounts it and takes its power away: when this returns it may be pulled out. Conflict while one of its
    /// files is open; it stays mounted then.
    /// </summary>
    Task ReleaseAsync(string stickId, CancellationToken cancellation);
}
