using Nvr.Core.Media;
using Nvr.Core.Time;
using Nvr.Mp4.Stitching;

namespace Nvr.Storage;

/// <summary>A stitched MP4 that exists only as stored byte ranges plus a small header. One reader at a time; dispose it.</summary>
public interface IMovie : IDisposable
{
    /// <summary>Length of the whole file in bytes, known before anything is read.</summary>
    long Length { get; }

    /// <summary>UTC of the movie's first picture (the key frame at or before the asked start).</summary>
    UtcTime Start { get; }

    /// <summary>What UTC each stretch of movie time shows, in order: the page maps its clock with it.</summary>
    IReadOnlyList<MovieSpan> Spans { get; }

    /// <summary>RFC 6381 codecs string, e.g. <c>avc1.640028,mp4a.40.2</c>.</summary>
    string Codecs { get; }

    /// <summary>All formats, those of the pictures first.</summary>
    IReadOnlyList<TrackFormat> Formats { get; }

    /// <summary>Tracks of the file; their ids count from 1, those of the pictures first.</summary>
    int TrackCount { get; }

    /// <summary>A strong entity tag: equal tags mean equal bytes.</summary>
    string EntityTag { get; }

    /// <summary>Writes bytes [offset, offset + count) of the file; throws <see cref="Core.NvrException"/> when a file became unreadable.</summary>
    Task CopyToAsync(Stream destination, long offset, long count, CancellationToken cancellation);

    /// <summary>
    /// Writes the whole movie with its pictures as they are stored and with other sound, or with null without sound. The length of that is known only
    /// afterwards. Failures as above, and those of the converter.
    /// </summary>
    Task WriteWithSoundAsync(Stream destination, ISoundConverter? sound, CancellationToken cancellation);
}
