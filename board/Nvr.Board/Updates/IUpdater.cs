namespace Nvr.Board.Updates;

/// <summary>
/// Installs signed updates of the whole system, into the copy of it that does not run. Thread-safe. Failures are <see cref="Nvr.Core.NvrException"/> with a sentence for the user: Unsupported where
/// the box has no updater, or the update is damaged or for another kind of box, Refused for one that is not signed for it, Conflict while another one is installed,
/// Unreachable when the updater does not answer.
/// </summary>
public interface IUpdater
{
    /// <summary>What a bundle says of itself, once its signature was found right.</summary>
    /// <param name="path">Of a file that whoever installs can read.</param>
    Task<UpdateBundle> InspectAsync(string path, CancellationToken cancellation);

    /// <summary>Installs a bundle; the box goes on running what it runs until it is started again. Cancelling stops waiting for it, not the installation.</summary>
    /// <param name="progress">Is told how far it is, from any thread.</param>
    Task InstallAsync(string path, IProgress<UpdateStep> progress, CancellationToken cancellation);

    /// <summary>The systems that the box's boot loader chooses between; none where it has no such choice.</summary>
    Task<IReadOnlyList<SystemSlot>> ReadSystemsAsync(CancellationToken cancellation);

    /// <summary>Tells the boot loader of the system that runs: a good one is started again, as often as it takes; one that is not good is not, and the other one takes its place at the next start.</summary>
    Task MarkAsync(bool isGood, CancellationToken cancellation);
}
