using System.ComponentModel.DataAnnotations;

namespace Nvr.Web.Api.Models;

internal sealed record CargoPolicyBody(bool? Updates, bool? Backups, bool? Models);

internal sealed record CargoFileBody([property: Required] string? File);

internal sealed record PassphraseBody([property: Required] string? Passphrase);

internal sealed record OpenBackupBody([property: Required] string? File, [property: Required] string? Passphrase);

internal sealed record RestoreBody([property: Required] string? File, [property: Required] string? Passphrase, [property: Required] string? Confirm);

internal sealed record InstallBody([property: Required] string? File, [property: Required] string? Confirm);

internal sealed record BackupFileModel(string File);
