namespace Nvr.Web.Cargo;

/// <summary>
/// Backups of the settings over the network, the same files as on USB keys. One that was sent lies on the box, encrypted as it came, until it is restored, another one is sent, it is dropped, or the program starts anew.
/// Thread-safe. Failures are <see cref="Nvr.Core.NvrException"/> in words: InvalidInput for a wrong passphrase or confirmation, or one that is too large, Unsupported for what is damaged, foreign or too new, NotFound where none
/// was sent, Conflict while another one is being sent, Storage and Exhausted where the disk does not take it.
/// </summary>
public interface ISettingsRoom
{
    /// <summary>The settings of now.</summary>
    Task<SealedBackup> BackUpAsync(string passphrase, CancellationToken cancellation);

    /// <summary>Takes a backup that is being sent. What is none is refused at its first bytes; whatever ends it early leaves what was there before.</summary>
    /// <param name="length">How much was announced; null where nothing was.</param>
    Task<SentBackup> TakeAsync(Stream content, long? length, CancellationToken cancellation);

    /// <summary>What the one that was sent would restore.</summary>
    Task<BackupView> OpenAsync(string passphrase, CancellationToken cancellation);

    /// <summary>Has it restored by a restart of the program, which begins when this has returned.</summary>
    /// <param name="confirm">The name of the recorder that it is of.</param>
    Task RestoreAsync(string passphrase, string? confirm, CancellationToken cancellation);

    /// <summary>Forgets the one that was sent; nothing happens where there is none.</summary>
    void Drop();
}
