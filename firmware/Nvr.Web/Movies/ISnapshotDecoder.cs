using Nvr.Storage;

namespace Nvr.Web.Movies;

/// <summary>
/// Optional: makes a JPEG of a coded key frame, in a process of its own because decoders are C code that reads a camera's bytes. When none is
/// registered, snapshots of H.264 and H.265 are MP4 files of one picture. Thread-safe.
/// </summary>
public interface ISnapshotDecoder
{
    /// <summary>The picture, at most <paramref name="maxWidth"/> pixels wide; null when it cannot be decoded.</summary>
    Task<byte[]?> ToJpegAsync(KeyFrame frame, int? maxWidth, CancellationToken cancellation);
}
