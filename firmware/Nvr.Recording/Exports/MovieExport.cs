using Nvr.Core.Media;
using Nvr.Mp4;
using Nvr.Storage;

namespace Nvr.Recording.Exports;

/// <summary>
/// One movie with the sound that was asked for. One caller at a time; it does not own the movie. Disposing ends the process that converts, if there is
/// one. What was written when <see cref="WriteAsync"/> fails is no whole movie.
/// </summary>
public sealed class MovieExport : IAsyncDisposable
{
    private readonly IMovie movie;
    private readonly SoundConversion? conversion;
    private readonly Action closed;

    internal MovieExport(IMovie movie, bool isOriginal, SoundConversion? conversion, Action closed)
    {
        (this.movie, IsOriginal, this.conversion, this.closed) = (movie, isOriginal, conversion, closed);
    }

    /// <summary>True when this is the movie as it is stored: its length is known, and any part of it can be had.</summary>
    public bool IsOriginal { get; }

    /// <summary>RFC 6381 codecs string of what is written.</summary>
    public string Codecs => IsOriginal ? movie.Codecs : CodecString.Of(Formats);

    private IEnumerable<TrackFormat> Formats =>
        [.. movie.Formats.Where(f => f.IsVideo), .. conversion is null ? Array.Empty<TrackFormat>() : [conversion.Format]];

    public Task WriteAsync(Stream destination, CancellationToken cancellation) => IsOriginal
        ? movie.CopyToAsync(destination, 0, movie.Length, cancellation)
        : movie.WriteWithSoundAsync(destination, conversion, cancellation);

    public async ValueTask DisposeAsync()
    {
        if (conversion is not null)
        {
            await conversion.DisposeAsync().ConfigureAwait(false);
        }
        closed();
    }
}
