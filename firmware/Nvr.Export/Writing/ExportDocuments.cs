using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Nvr.Core;
using Nvr.Core.Time;
using Nvr.Export.Documents;
using Nvr.Export.Signing;

namespace Nvr.Export.Writing;

/// <summary>
/// The files beside the movies, at each moment such that a stick pulled out then has a manifest that is signed and lists just what is whole. One thread.
/// </summary>
internal sealed class ExportDocuments(IDocumentFolder folder, SigningKey key, ExportOrder order, UtcTime created)
{
    private static readonly byte[] Readme = Encoding.UTF8.GetBytes(ViewerPage.Read("README.txt").ReplaceLineEndings("\r\n"));

    private byte[] signature = [];

    public void Begin()
    {
        folder.Write(ExportNames.Certificate, Encoding.ASCII.GetBytes(key.CertificatePem));
        folder.Write(ExportNames.Readme, Readme);
    }

    /// <summary>After each movie: the export is not complete yet, and neither are page and notes listed, which change with it.</summary>
    public void Publish(IReadOnlyList<CameraLedger> ledgers, string statement)
    {
        Manifest manifest = Make(ledgers, statement, isComplete: false, null);
        folder.Write(ExportNames.Page, ViewerPage.Build(manifest));
        WriteManifest(manifest);
    }

    /// <summary>All is written. The marker goes last, and stays where footage is missing.</summary>
    public void Finish(IReadOnlyList<CameraLedger> ledgers, string statement, bool isComplete, UtcTime finished)
    {
        Manifest manifest = Make(ledgers, statement, isComplete, finished);
        byte[] page = ViewerPage.Build(manifest);
        folder.Write(ExportNames.Page, page);
        WriteManifest(manifest with
        {
            Documents =
            [
                Document(ExportNames.Page, page), Document(ExportNames.Readme, Readme), Document(ExportNames.Certificate, Encoding.ASCII.GetBytes(key.CertificatePem)),
            ],
        });
        if (isComplete)
        {
            folder.Delete(ExportNames.Marker);
        }
        else
        {
            folder.Write(ExportNames.Marker, Encoding.UTF8.GetBytes(statement + "\r\n"));
        }
    }

    /// <summary>As far as the target still lets: without the movie that was begun, and with the reason. The marker was there from the beginning.</summary>
    public void Abandon(IReadOnlyList<CameraLedger> ledgers, string file, string statement)
    {
        try
        {
            if (file.Length > 0)
            {
                folder.Delete(file + SealedMovie.UnfinishedSuffix);
            }
            folder.ReleaseReserve();
            folder.Write(ExportNames.Marker, Encoding.UTF8.GetBytes(statement + "\r\n"));
            Publish(ledgers, statement);
        }
        catch (NvrException)
        {
            // The target is gone or full; what is on it says already that it is unfinished.
        }
    }

    /// <summary>Both signatures are there while the manifest is replaced: at no moment has it none that fits.</summary>
    private void WriteManifest(Manifest manifest)
    {
        byte[] bytes = JsonSerializer.SerializeToUtf8Bytes(manifest, ManifestJson.Default.Manifest);
        byte[] before = signature;
        signature = key.Sign(SHA256.HashData(bytes));
        folder.Write(ExportNames.Signature, [.. signature, .. before]);
        folder.Write(ExportNames.Manifest, bytes);
        if (before.Length > 0)
        {
            folder.Write(ExportNames.Signature, signature);
        }
    }

    private Manifest Make(IReadOnlyList<CameraLedger> ledgers, string statement, bool isComplete, UtcTime? finished) => new()
    {
        Format = Manifest.FormatName,
        Version = Manifest.CurrentVersion,
        Complete = isComplete,
        Statement = statement,
        Folder = folder.Name,
        Created = created.ToString(),
        Finished = finished?.ToString(),
        Unit = order.Unit,
        Operator = order.Operator,
        Reason = order.Reason,
        Clock = order.Clock,
        CertificateSha256 = key.Fingerprint,
        Cameras = [.. ledgers.Select(l => l.ToManifest())],
    };

    private static ManifestDocument Document(string name, byte[] content) =>
        new(name, content.Length, Convert.ToHexStringLower(SHA256.HashData(content)));
}
