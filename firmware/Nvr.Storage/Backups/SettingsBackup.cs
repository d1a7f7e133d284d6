namespace Nvr.Storage.Backups;

/// <summary>A settings backup that was opened: its passphrase was right, and nothing of it was changed since it was made. Immutable.</summary>
/// <param name="Files">By name; only such names as a file in a folder can have.</param>
public sealed record SettingsBackup(BackupHeader Header, IReadOnlyDictionary<string, byte[]> Files);
