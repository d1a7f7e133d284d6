using Nvr.Core.Media;
using Nvr.Core.Time;
using Nvr.Mp4.Stitching;

namespace Nvr.Storage.Reading;

/// <inheritdoc cref="IMovie"/>
internal sealed class Movie(StitchPlan plan, MovieFiles files, UtcTime start, IReadOnlyList<MovieSpan> spans) : IMovie
{
    public long Length => plan.Length;

    public UtcTime Start => start;

    public IReadOnlyList<MovieSpan> Spans => spans;

    public string Codecs => plan.Codecs;

    public IReadOnlyList<TrackFormat> Formats => plan.Formats;

    public int TrackCount => plan.TrackCount;

    public string EntityTag => $"\"{plan.Fingerprint}\"";

    public Task CopyToAsync(Stream destination, long offset, long count, CancellationToken cancellation) =>
        plan.WriteAsync(files, destination, offset, count, cancellation);

    public Task WriteWithSoundAsync(Stream destination, ISoundConverter? sound, CancellationToken cancellation) =>
        plan.WriteWithSoundAsync(files, destination, sound, cancellation);

    public void Dispose() => files.Dispose();
}
