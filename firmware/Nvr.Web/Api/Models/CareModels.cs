using System.ComponentModel.DataAnnotations;
using Nvr.Web.OpenApi;

namespace Nvr.Web.Api.Models;

/// <summary>
/// What a reset to factory settings takes, and what is broken off by it. <paramref name="Name"/> confirms it; <paramref name="UnderWay"/> has <c>usbExport</c>, <c>export</c>, <c>update</c> and <c>disks</c> for what is being
/// done just now; <paramref name="ProtectedSpans"/> are those of people.
/// </summary>
internal sealed record ResetModel(
    string Name, IReadOnlyList<string> Cameras, IReadOnlyList<string> People, int Exports, int Models, int Switches, long RecordingBytes, int ProtectedSpans,
    [property: OneOf("usbExport", "export", "update", "disks")] IReadOnlyList<string> UnderWay);

/// <summary><paramref name="Password"/> is the caller's own; <paramref name="Confirm"/> the name of the box; recordings are kept unless <paramref name="EraseRecordings"/>.</summary>
internal sealed record ResetBody([property: Required] string? Password, [property: Required] string? Confirm, bool? EraseRecordings);

/// <summary>A backup that was sent to the box, before its passphrase is known.</summary>
internal sealed record SentBackupModel(string Box, string MadeAt, string Product, long Bytes);

internal sealed record SentBackupBody([property: Required] string? Passphrase, string? Confirm);
