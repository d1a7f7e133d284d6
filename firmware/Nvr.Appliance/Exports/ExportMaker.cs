using System.Globalization;
using Nvr.Appliance.Sticks;
using Nvr.Core;
using Nvr.Core.Time;
using Nvr.Export;
using Nvr.Export.Archives;
using Nvr.Storage;
using Nvr.Web.Exports;

namespace Nvr.Appliance.Exports;

/// <summary>Makes one export: what of it has to be kept is on the disk when it returns. One caller at a time. NotFound when there is no footage; Storage when a disk fails.</summary>
internal sealed class ExportMaker(Exporter exporter, OrderMaker orders, ExportOpener opener, ExportGuard guard, ExportShelf shelf)
{
    /// <returns>The export as it is now that it is ready.</returns>
    public async Task<StoredExport> MakeAsync(StoredExport export, Action<ExportProgress> progress, CancellationToken cancellation) =>
        Placed(export.Form == ExportWish.Mp4 ? MakeMovie(export) : await MakeArchiveAsync(export, progress, cancellation));

    /// <summary>A corrected clock may have moved its recordings since they were asked for.</summary>
    private StoredExport Placed(StoredExport export)
    {
        UtcRange now = guard.RangeOf(export, StoredExport.Camera(export.Cameras[0]));
        return export with { From = now.Start.ToString(), To = now.End.ToString() };
    }

    /// <summary>A movie needs nothing made: it is the footage with a header before it.</summary>
    private StoredExport MakeMovie(StoredExport export)
    {
        using IMovie movie = opener.Movie(export, 0) ?? throw guard.NothingThere();
        int gaps = movie.Spans.Count - 1;
        string without = gaps == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $" It leaves out {gaps} {(gaps == 1 ? "gap" : "gaps")} in the recording.");
        string time = movie.Start.ToString()[..19].Replace(':', '-');
        return export with
        {
            State = ExportView.Ready, Sentence = $"The movie is complete.{without}", NextStep = null, WasBegun = false, IsComplete = true, Bytes = movie.Length, MovieTag = movie.EntityTag,
            FileName = $"{export.Cameras[0].Name} {time}Z.mp4",
        };
    }

    private async Task<StoredExport> MakeArchiveAsync(StoredExport export, Action<ExportProgress> progress, CancellationToken cancellation)
    {
        Dictionary<CameraId, IReadOnlyList<UtcRange>> ranges = [];
        Dictionary<CameraId, string> names = [];
        foreach (ExportCameraView camera in export.Cameras)
        {
            CameraId id = StoredExport.Camera(camera);
            (ranges[id], names[id]) = ([guard.RangeOf(export, id)], camera.Name);
        }
        ExportOrder order = orders.Make(ranges, export.WantedBy, export.Reason.Length > 0 ? export.Reason : null, names);
        ArchivePlan plan = await exporter.ArchiveAsync(order, new Direct(progress), cancellation);
        shelf.Put(export.Id, plan);
        using IExportFile file = opener.Open(export) ?? throw new NvrException(ErrorKind.Outdated, "The recordings changed while they were read.");
        return export with
        {
            State = ExportView.Ready, Sentence = plan.Sentence, NextStep = null, WasBegun = false, IsComplete = plan.IsComplete, Bytes = file.Length, FileName = plan.Folder + ".zip",
        };
    }

    /// <summary>Tells at once, on the maker's thread: the framework's own would tell later and out of order.</summary>
    private sealed class Direct(Action<ExportProgress> tell) : IProgress<ExportProgress>
    {
        public void Report(ExportProgress value) => tell(value);
    }
}
