using Nvr.Core;

namespace Nvr.Storage;

/// <summary>Fills a new volume's index with rows of made-up footage without files: material for measuring seeks and retention.</summary>
public static class IndexFiller
{
    /// <summary>Segments of 60 s, one main stream a camera, that end at <paramref name="end"/>. Returns the cameras' ids.</summary>
    public static IReadOnlyList<CameraId> Fill(string volumePath, int cameras, int days, Nvr.Core.Time.UtcTime end) => throw new NotSupportedException();
}
