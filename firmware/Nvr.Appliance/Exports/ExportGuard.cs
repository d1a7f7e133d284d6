using Nvr.Core;
using Nvr.Core.Time;
using Nvr.Storage;
using Nvr.Web.Exports;

namespace Nvr.Appliance.Exports;

/// <summary>
/// The recordings that exports keep from being overwritten, as a copy would, without its room being taken twice. Thread-safe; changes block on the disk and
/// throw Storage when it does not take them.
/// </summary>
internal sealed class ExportGuard(IFootageReader footage)
{
    /// <summary>Of all disks together: what exports may hold is never the greater part of what recording lives on.</summary>
    private const double MostShare = 0.25;

    public void Take(StoredExport export)
    {
        foreach (ExportCameraView camera in export.Cameras)
        {
            footage.AddHold(StoredExport.Camera(camera), export.Range, export.HoldReason, IExportRoom.HoldOwner);
        }
    }

    public void Release(StoredExport export)
    {
        foreach (FootageHold hold in Of(export))
        {
            footage.RemoveHold(hold.Id);
        }
    }

    /// <summary>After a start: what was taken for exports that are no more.</summary>
    public void DropLeftovers(IReadOnlyList<StoredExport> known)
    {
        foreach (FootageHold left in footage.ListHolds().Where(h => h.CreatedBy == IExportRoom.HoldOwner && known.All(e => e.HoldReason != h.Reason)))
        {
            footage.RemoveHold(left.Id);
        }
    }

    /// <summary>Where the stretch of a camera lies now: a corrected clock moves it.</summary>
    public UtcRange RangeOf(StoredExport export, CameraId camera) => Of(export).FirstOrDefault(h => h.Camera == camera)?.Range ?? export.Range;

    /// <summary>Whole segments count: an estimate that is a little too large.</summary>
    public long BytesOf(IEnumerable<CameraId> cameras, UtcRange range) => cameras.Sum(c => footage.ListSpans(c, StreamKind.Main, range).Sum(s => s.Bytes));

    /// <summary>Why there is nothing to export: a disk that is missing is no proof that there were no recordings.</summary>
    public NvrException NothingThere() => footage.ListVolumes().Any(v => v.Problem is not null)
        ? new NvrException(ErrorKind.NotFound, "There are no recordings of these cameras at these times on the disks that can be read, but a disk is missing.") { NextStep = "Look at the disks under Box, then export again." }
        : new NvrException(ErrorKind.NotFound, "There are no recordings of these cameras at these times.") { NextStep = "Choose another time." };

    public void RequireRoom(long heldBytes, long wantedBytes)
    {
        long most = (long)(footage.ListVolumes().Sum(v => v.TotalBytes) * MostShare);
        if (heldBytes + wantedBytes > most)
        {
            throw new NvrException(ErrorKind.Exhausted, "Exports would keep more than a quarter of the disks from being recorded over.") { NextStep = "Remove exports that were downloaded, or export less." };
        }
    }

    private IEnumerable<FootageHold> Of(StoredExport export) =>
        footage.ListHolds().Where(h => h.CreatedBy == IExportRoom.HoldOwner && h.Reason == export.HoldReason);
}
