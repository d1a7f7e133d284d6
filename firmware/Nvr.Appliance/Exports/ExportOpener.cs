using Nvr.Core;
using Nvr.Export.Archives;
using Nvr.Storage;
using Nvr.Web.Exports;

namespace Nvr.Appliance.Exports;

/// <summary>Opens the file of a finished export out of what was kept of it and the footage. Thread-safe; reads the index.</summary>
internal sealed class ExportOpener(IFootageReader footage, ExportGuard guard, ExportShelf shelf)
{
    /// <summary>Null when the footage is no longer what the export was made of, or what was kept of it is damaged.</summary>
    public IExportFile? Open(StoredExport export) => export.Form == ExportWish.Mp4 ? OpenMovie(export) : OpenArchive(export);

    /// <summary>The movie of one of its cameras as it is now.</summary>
    public IMovie? Movie(StoredExport export, int place)
    {
        CameraId camera = StoredExport.Camera(export.Cameras[place]);
        return footage.OpenMovie(camera, StreamKind.Main, guard.RangeOf(export, camera));
    }

    private SentMovie? OpenMovie(StoredExport export)
    {
        IMovie? movie = Movie(export, 0);
        if (movie is not null && movie.EntityTag == export.MovieTag)
        {
            return new SentMovie(export.FileName ?? "export.mp4", movie);
        }
        movie?.Dispose();
        return null;
    }

    private SentArchive? OpenArchive(StoredExport export)
    {
        if (shelf.Find(export.Id) is not { } plan)
        {
            return null;
        }
        ExportArchive? archive = ExportArchive.Open(plan, m => Movie(export, Math.Clamp(m.Place, 0, export.Cameras.Count - 1)));
        return archive is null ? null : new SentArchive(export.FileName ?? "export.zip", archive);
    }

    private sealed class SentMovie(string name, IMovie movie) : IExportFile
    {
        public string Name => name;

        public string ContentType => "video/mp4";

        public long Length => movie.Length;

        public string EntityTag => movie.EntityTag;

        public Task CopyToAsync(Stream destination, long offset, long count, CancellationToken cancellation) => movie.CopyToAsync(destination, offset, count, cancellation);

        public void Dispose() => movie.Dispose();
    }

    private sealed class SentArchive(string name, ExportArchive archive) : IExportFile
    {
        public string Name => name;

        public string ContentType => "application/zip";

        public long Length => archive.Length;

        public string EntityTag => archive.EntityTag;

        public Task CopyToAsync(Stream destination, long offset, long count, CancellationToken cancellation) => archive.CopyToAsync(destination, offset, count, cancellation);

        public void Dispose()
        {
            // It opens each movie as it comes to it.
        }
    }
}
