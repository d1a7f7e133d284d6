using System.Security.Cryptography;
using Microsoft.Win32.SafeHandles;
using Nvr.Export.Documents;
using Nvr.Export.Writing;
using Nvr.Mp4.Sealing;

namespace Nvr.Export.Verifying;

/// <summary>Compares each file of a folder with the manifest. One call; reads every file once.</summary>
internal sealed class FolderCheck(HostileFolder folder, ForeignCertificate? certificate)
{
    private const int BlockBytes = 1 << 20;

    private readonly byte[] block = new byte[BlockBytes];

    public IEnumerable<CheckedFile> Run(Manifest? manifest, CancellationToken cancellation)
    {
        var known = new HashSet<string>(ExportNames.All, StringComparer.Ordinal);
        foreach (ManifestFile file in manifest?.Cameras.SelectMany(c => c.Files) ?? [])
        {
            known.Add(file.Name);
            yield return Check(file.Name, file.Bytes, file.Sha256, isMovie: true, cancellation);
        }
        foreach (ManifestDocument document in manifest?.Documents ?? [])
        {
            known.Add(document.Name);
            yield return Check(document.Name, document.Bytes, document.Sha256, isMovie: false, cancellation);
        }
        foreach (string name in folder.List().Where(n => !known.Contains(n)))
        {
            bool isRest = name.EndsWith(SealedMovie.UnfinishedSuffix, StringComparison.Ordinal);
            yield return new CheckedFile(HostileFolder.Printable(name), isRest ? FileVerdict.Unfinished : FileVerdict.Foreign);
        }
    }

    private CheckedFile Check(string name, long bytes, string sha256, bool isMovie, CancellationToken cancellation)
    {
        string shown = HostileFolder.Printable(name);
        if (!HostileFolder.IsName(name))
        {
            return new CheckedFile(shown, FileVerdict.Missing, "This is not the name of a file in the folder.");
        }
        if (folder.Length(name) is not { } length)
        {
            return folder.Has(name)
                ? new CheckedFile(shown, FileVerdict.Changed, "It is empty, or no plain file.")
                : new CheckedFile(shown, FileVerdict.Missing);
        }
        if (length != bytes)
        {
            return new CheckedFile(shown, FileVerdict.Changed, $"It has {length} bytes instead of {bytes}.");
        }
        try
        {
            return Read(name, shown, sha256, isMovie, cancellation);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return new CheckedFile(shown, FileVerdict.Unreadable, failure.Message);
        }
    }

    private CheckedFile Read(string name, string shown, string sha256, bool isMovie, CancellationToken cancellation)
    {
        using SafeFileHandle file = folder.Open(name);
        FoundSeal? seal = isMovie ? SealReader.Find(file, cancellation) : null;
        (string whole, byte[] unsigned) = Hash(file, seal, cancellation);
        if (!string.Equals(whole, sha256, StringComparison.OrdinalIgnoreCase))
        {
            return new CheckedFile(shown, FileVerdict.Changed, "Its SHA-256 is another one.");
        }
        return !isMovie ? new CheckedFile(shown, FileVerdict.Unchanged) : new CheckedFile(shown, Judge(seal, unsigned, out string? detail), detail);
    }

    private FileVerdict Judge(FoundSeal? seal, byte[] unsigned, out string? detail)
    {
        detail = seal is null ? "It carries no signature."
            : certificate is null || !certificate.IsSame(seal.Certificate) ? "It was signed by another key than the manifest."
            : certificate.Signed(unsigned, seal.Signature) ? null
            : "Its own signature does not belong to it.";
        return detail is null ? FileVerdict.Unchanged : FileVerdict.NotSigned;
    }

    /// <summary>SHA-256 of the file, and of the file with zeros for the signature.</summary>
    private (string Whole, byte[] Unsigned) Hash(SafeFileHandle file, FoundSeal? seal, CancellationToken cancellation)
    {
        using var whole = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        using var unsigned = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        for (long at = 0; ;)
        {
            cancellation.ThrowIfCancellationRequested();
            int read = RandomAccess.Read(file, block, at);
            if (read == 0)
            {
                return (Convert.ToHexStringLower(whole.GetHashAndReset()), unsigned.GetHashAndReset());
            }
            whole.AppendData(block, 0, read);
            if (seal is not null)
            {
                int from = (int)Math.Clamp(seal.SignatureAt - at, 0, read);
                int to = (int)Math.Clamp(seal.SignatureAt + seal.Signature.Length - at, 0, read);
                block.AsSpan(from, to - from).Clear();
                unsigned.AppendData(block, 0, read);
            }
            at += read;
        }
    }
}
