using System.Text.Json;
using Nvr.Core;
using Nvr.Export.Documents;
using Nvr.Export.Verifying;

namespace Nvr.Export;

/// <summary>
/// Checks the folder of an export: the signature of its manifest, every file's length, SHA-256 and own signature, completeness, and what does not belong.
/// The folder may be anybody's: names never lead out of it, links are not followed, and what is read into memory is bounded. Thread-safe. Reads every byte:
/// takes as long as the medium. Throws <see cref="NvrException"/> NotFound when there is no such folder; everything else is in the report.
/// </summary>
public static class ExportVerifier
{
    private const int MostManifestBytes = 32 << 20;
    private const int MostCertificateBytes = 64 << 10;
    private const int MostSignatureBytes = 4 << 10;

    public static Task<VerificationReport> VerifyAsync(string directory, CancellationToken cancellation) => Task.Run(() => Verify(directory, cancellation), cancellation);

    private static VerificationReport Verify(string directory, CancellationToken cancellation)
    {
        if (!Directory.Exists(directory))
        {
            throw new NvrException(ErrorKind.NotFound, $"There is no folder {directory}.");
        }
        var folder = new HostileFolder(directory);
        var problems = new List<string>();
        byte[]? manifestBytes = folder.ReadSmall(ExportNames.Manifest, MostManifestBytes);
        using ForeignCertificate? certificate = ForeignCertificate.Parse(folder.ReadSmall(ExportNames.Certificate, MostCertificateBytes));
        bool isSigned = manifestBytes is not null && certificate is not null
            && certificate.SignedAny(manifestBytes, folder.ReadSmall(ExportNames.Signature, MostSignatureBytes));
        if (!isSigned)
        {
            problems.Add(certificate is null
                ? "There is no certificate that could be used: nobody can tell who made the manifest."
                : "The signature does not belong to the manifest: it was changed, or signed by another key.");
        }
        Manifest? manifest = Parse(manifestBytes);
        if (manifest is null)
        {
            problems.Add(manifestBytes is null
                ? "There is no manifest: this is no export, or it was interrupted at its very beginning."
                : "The manifest is damaged or of an unknown version.");
        }
        else
        {
            problems.AddRange(Words(manifest, certificate, folder));
        }
        return new VerificationReport
        {
            IsComplete = manifest?.Complete ?? false,
            SignedBy = isSigned ? certificate!.Fingerprint : null,
            Problems = problems,
            Files = [.. new FolderCheck(folder, certificate).Run(manifest, cancellation)],
        };
    }

    private static IEnumerable<string> Words(Manifest manifest, ForeignCertificate? certificate, HostileFolder folder)
    {
        if (!manifest.Complete)
        {
            yield return $"The export is not complete: {HostileFolder.Printable(manifest.Statement)}";
        }
        else if (folder.Has(ExportNames.Marker))
        {
            yield return $"{ExportNames.Marker} is there although the manifest says that the export is complete.";
        }
        if (certificate is not null && !string.Equals(manifest.CertificateSha256, certificate.Fingerprint, StringComparison.OrdinalIgnoreCase))
        {
            yield return "The certificate is not the one that the manifest names.";
        }
    }

    private static Manifest? Parse(byte[]? bytes)
    {
        if (bytes is null)
        {
            return null;
        }
        try
        {
            Manifest? manifest = JsonSerializer.Deserialize(bytes, ManifestJson.Default.Manifest);
            bool isOurs = manifest is { Format: Manifest.FormatName, Version: Manifest.CurrentVersion }
                && manifest.Cameras.All(c => c is not null && c.Files.All(f => f is not null)) && (manifest.Documents ?? []).All(d => d is not null);
            return isOurs ? manifest : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
