namespace Nvr.Storage.Pictures;

/// <summary>A file on the shelf. <paramref name="Path"/> is below the shelf's folder.</summary>
internal sealed record KeptPicture(string Path, string Folder, long Bytes);
