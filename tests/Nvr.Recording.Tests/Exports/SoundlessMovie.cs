using Nvr.Core.Media;
using Nvr.Core.Time;
using Nvr.Mp4.Stitching;
using Nvr.Storage;

namespace Nvr.Recording.Tests.Exports;

/// <summary>A movie of two seconds that claims to have sound of 8 kHz: the converter is asked twice and then for the rest, which becomes the file.</summary>
internal sealed class SoundlessMovie : IMovie
{
    public Codec Codec { get; init; } = Codec.Flac;

    public long Length => 1;

    public UtcTime Start => default;

    public IReadOnlyList<MovieSpan> Spans => [];

    public string Codecs => "";

    public int TrackCount => 1;

    public string EntityTag => "";

    public IReadOnlyList<TrackFormat> Formats =>
    [
        new TrackFormat { Codec = Codec.H264, ClockRate = 90_000 }, new TrackFormat { Codec = Codec, ClockRate = 8000, SampleRate = 8000, Channels = 1 },
    ];

    public async Task WriteWithSoundAsync(Stream destination, ISoundConverter? sound, CancellationToken cancellation)
    {
        await destination.WriteAsync((await sound!.ConvertAsync(0, cancellation)).Data, cancellation);
        await destination.WriteAsync((await sound.ConvertAsync(8000, cancellation)).Data, cancellation);
        await destination.WriteAsync((await sound.FinishAsync(16_000, cancellation)).Data, cancellation);
    }

    public Task CopyToAsync(Stream destination, long offset, long count, CancellationToken cancellation) => Task.CompletedTask;

    public void Dispose()
    {
    }
}
