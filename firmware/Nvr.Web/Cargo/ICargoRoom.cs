namespace Nvr.Web.Cargo;

/// <summary>
/// What a USB stick may carry beside exports: updates, backups of the settings, models for object detection. Thread-safe; reading never blocks on a stick, the rest takes as long as it does. Failures
/// are <see cref="Nvr.Core.NvrException"/> in words: NotFound for a stick or file that is not there, Refused for what the policy does not allow or is not signed, Conflict while the stick is in
/// use, InvalidInput for a wrong passphrase or confirmation, Unsupported for what is damaged, foreign or too new.
/// </summary>
public interface ICargoRoom
{
    CargoView Read();

    /// <summary>Mounts a stick and looks what it carries; told in <see cref="CargoView.Found"/>.</summary>
    Task LookAsync(string stick, CancellationToken cancellation);

    /// <summary>Writes the settings to a stick, encrypted, which is then flushed, unmounted and powered off; returns the name of the file.</summary>
    Task<string> BackUpAsync(string stick, string passphrase, CancellationToken cancellation);

    /// <summary>What a backup on a stick would restore.</summary>
    Task<BackupView> OpenBackupAsync(string stick, string file, string passphrase, CancellationToken cancellation);

    /// <summary>Has the settings of a backup restored by a restart of the program, which begins when this has returned.</summary>
    /// <param name="confirm">The name of the recorder that the backup is of.</param>
    Task RestoreAsync(string stick, string file, string passphrase, string? confirm, CancellationToken cancellation);

    /// <summary>Copies a model from a stick onto the box.</summary>
    Task TakeModelAsync(string stick, string file, CancellationToken cancellation);

    void RemoveModel(string id);

    /// <summary>Has what moves looked at with this model from now on; null for none.</summary>
    void UseModel(string? id);

    /// <summary>Begins to install an update, which is told in <see cref="CargoView.Update"/>.</summary>
    /// <param name="confirm">Its version.</param>
    Task InstallAsync(string stick, string file, string? confirm, CancellationToken cancellation);

    /// <summary>Changes what may be taken from sticks.</summary>
    void Change(CargoPolicy policy);
}
