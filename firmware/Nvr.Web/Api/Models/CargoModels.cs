namespace Nvr.Web.Api.Models;

internal sealed record CargoPolicyBody(bool? Updates, bool? Backups, bool? Models);

internal sealed record CargoFileBody(string? File);

internal sealed record PassphraseBody(string? Passphrase);

internal sealed record OpenBackupBody(string? File, string? Passphrase);

internal sealed record RestoreBody(string? File, string? Passphrase, string? Confirm);

internal sealed record InstallBody(string? File, string? Confirm);

internal sealed record BackupFileModel(string File);
