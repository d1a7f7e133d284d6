using System.Globalization;
using Nvr.Core;
using Nvr.Storage.Backups;
using Nvr.Storage.Settings;
using Nvr.Web.Cargo;

namespace Nvr.Appliance.Cargo;

/// <summary>
/// Backups of the settings over the network. What is sent lies in the data directory beside the settings, so that it is not in memory while nobody works with it; what an earlier process left is deleted at the start.
/// Thread-safe; passphrases are tried one at a time, so that a flood of them costs at most one core.
/// </summary>
internal sealed class SettingsDesk : ISettingsRoom, IDisposable
{
    private readonly BackupErrand backups;
    private readonly SentFile sent;
    private readonly SemaphoreSlim trying = new(1);

    public SettingsDesk(DataDirectory data, BackupErrand backups)
    {
        this.backups = backups;
        sent = new SentFile(Path.Combine(data.Root, "sent" + CargoReader.BackupEnding), "backup");
        sent.Drop();
    }

    public Task<SealedBackup> BackUpAsync(string passphrase, CancellationToken cancellation) => OneAtATimeAsync(() => backups.Make(passphrase), cancellation);

    public async Task<SentBackup> TakeAsync(Stream content, long? length, CancellationToken cancellation)
    {
        if (length > BackupFile.LargestBytes)
        {
            throw TooLarge();
        }
        BackupHeader? header = null;
        long bytes = await sent.ReceiveAsync(
            content,
            BackupFile.HeaderBytes,
            start =>
            {
                header = BackupFile.ReadHeader(start.Span);
                CargoRules.RequireNotNewer(header.Product);
                return BackupFile.LargestBytes;
            },
            TooLarge,
            cancellation);
        return new SentBackup(CargoReader.NameOf(header!), StickFile.Shown(header!.MadeAt), StickFile.Shown(header.Product), bytes);
    }

    public Task<BackupView> OpenAsync(string passphrase, CancellationToken cancellation) => OneAtATimeAsync(() => backups.Open(Read(), passphrase), cancellation);

    public Task RestoreAsync(string passphrase, string? confirm, CancellationToken cancellation) => OneAtATimeAsync(
        () =>
        {
            backups.Restore(Read(), passphrase, confirm);
            sent.Drop();
            return true;
        },
        cancellation);

    public void Drop() => sent.Drop();

    public void Dispose()
    {
        sent.Dispose();
        trying.Dispose();
    }

    private static NvrException TooLarge() =>
        new(ErrorKind.InvalidInput, string.Create(CultureInfo.InvariantCulture, $"A backup of settings has at most {BackupFile.LargestBytes >> 20} MB; this file is larger."));

    private byte[] Read()
    {
        try
        {
            return File.ReadAllBytes(sent.Path);
        }
        catch (FileNotFoundException gone)
        {
            throw new NvrException(ErrorKind.NotFound, "No backup was sent to this recorder, or it was dropped meanwhile.", gone) { NextStep = "Choose the file again." };
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            throw new NvrException(ErrorKind.Storage, $"The backup that was sent cannot be read: {unreadable.Message}", unreadable) { NextStep = "Choose the file again." };
        }
    }

    private async Task<T> OneAtATimeAsync<T>(Func<T> work, CancellationToken cancellation)
    {
        await trying.WaitAsync(cancellation);
        try
        {
            return await Task.Run(work, cancellation);
        }
        finally
        {
            trying.Release();
        }
    }
}
