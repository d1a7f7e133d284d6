using System.Security.Cryptography;
using System.Text.Json;
using Nvr.Core;
using Nvr.Export.Documents;

namespace Nvr.Export.Archives;

/// <summary>
/// A finished export as far as it has to be kept: seals and documents, some hundred kilobytes. The movies themselves stay the footage that they are. Immutable.
/// </summary>
/// <param name="Folder">Name of the folder within the archive.</param>
/// <param name="CreatedUtc">RFC 3339; the time of the files in it.</param>
/// <param name="IsComplete">False when footage could not be read.</param>
/// <param name="Sentence">What there is, or what is missing, for the user.</param>
public sealed record ArchivePlan(
    string Folder, string CreatedUtc, bool IsComplete, string Sentence, IReadOnlyList<ArchiveMovie> Movies, IReadOnlyList<ArchiveDocument> Documents)
{
    /// <summary>Equal tags mean equal bytes: the signature of the manifest, which lists every file's SHA-256, is made anew with each archive.</summary>
    public string EntityTag
    {
        get
        {
            byte[] signature = Documents.First(d => d.Name == ExportNames.Signature).Content;
            return $"\"{Convert.ToHexStringLower(SHA256.HashData(signature).AsSpan(0, 16))}\"";
        }
    }

    public byte[] ToBytes() => JsonSerializer.SerializeToUtf8Bytes(this, ArchiveJson.Default.ArchivePlan);

    /// <summary>Throws Storage when this is no plan.</summary>
    public static ArchivePlan Of(ReadOnlySpan<byte> stored)
    {
        try
        {
            ArchivePlan? plan = JsonSerializer.Deserialize(stored, ArchiveJson.Default.ArchivePlan);
            return plan is not null && plan.Movies.All(m => m is not null) && plan.Documents.Any(d => d?.Name == ExportNames.Signature) ? plan : throw Damaged();
        }
        catch (JsonException damage)
        {
            throw Damaged(damage);
        }
    }

    private static NvrException Damaged(Exception? cause = null) => new(ErrorKind.Storage, "What was kept of this export is damaged.", cause);
}
