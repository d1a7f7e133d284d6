using Nvr.Core.Time;
using Nvr.Export.Signing;
using Nvr.Storage;

namespace Nvr.Export.Writing;

/// <summary>Finds out what an order takes before a byte of it is written, by planning its movies without reading them.</summary>
internal sealed class ExportPlanner(IFootageReader footage, SigningKey key)
{
    // The page, the manifest twice while it is replaced, and the clusters of a file system that are never full.
    private const long DocumentBytes = 1 << 20;
    private const long BytesAFile = 64 * 1024;

    public ExportEstimate Estimate(ExportOrder order, ExportTarget target, CancellationToken cancellation)
    {
        int files = 0;
        long bytes = 0;
        foreach (ExportCamera camera in order.Cameras)
        {
            long seal = SealWords.LongestBytes(order, camera, key);
            var cutter = new MovieCutter(footage, camera.Id, target.MaxFileBytes - seal);
            foreach (UtcRange range in camera.Ranges)
            {
                for (UtcRange? rest = range; rest is { } from && cutter.Next(from, cancellation) is { } part; rest = part.Rest)
                {
                    using IMovie movie = part.Movie;
                    files++;
                    bytes += movie.Length + seal + BytesAFile;
                }
            }
        }
        return new ExportEstimate(files, bytes + DocumentBytes);
    }
}
