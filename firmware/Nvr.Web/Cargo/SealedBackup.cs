namespace Nvr.Web.Cargo;

/// <summary>The settings as one encrypted file. Immutable.</summary>
/// <param name="Name">Of the file, in plain letters.</param>
public sealed record SealedBackup(string Name, byte[] Content);
