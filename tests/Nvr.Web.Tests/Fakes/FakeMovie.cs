using Nvr.Core.Media;
using Nvr.Core.Time;
using Nvr.Mp4.Stitching;
using Nvr.Storage;

namespace Nvr.Web.Tests.Fakes;

/// <summary>A movie of given bytes that counts how often it was closed.</summary>
public sealed class FakeMovie(byte[] bytes, UtcTime start) : IMovie
{
    public long Length => bytes.Length;

    public UtcTime Start { get; } = start;

    public IReadOnlyList<MovieSpan> Spans { get; init; } = [new MovieSpan(0, 10_000_000, start)];

    public string Codecs { get; init; } = "avc1.640028";

    public IReadOnlyList<TrackFormat> Formats { get; init; } = [new TrackFormat { Codec = Codec.H264, ClockRate = 90_000 }];

    public int TrackCount => 1;

    public string EntityTag { get; init; } = "\"movie-1\"";

    /// <summary>Sends the first byte and no other.</summary>
    public bool Stalls { get; init; }

    public int Disposed { get; private set; }

    public async Task CopyToAsync(Stream destination, long offset, long count, CancellationToken cancellation)
    {
        if (Stalls)
        {
            await destination.WriteAsync(bytes.AsMemory(0, 1), cancellation);
            await Task.Delay(Timeout.Infinite, cancellation);
        }
        await destination.WriteAsync(bytes.AsMemory((int)offset, (int)count), cancellation);
    }

    /// <summary>Everything, and behind it what stands for the sound.</summary>
    public async Task WriteWithSoundAsync(Stream destination, ISoundConverter? sound, CancellationToken cancellation)
    {
        await CopyToAsync(destination, 0, Length, cancellation);
        await destination.WriteAsync(sound is null ? "mute"u8.ToArray() : "sound"u8.ToArray(), cancellation);
    }

    public void Dispose() => Disposed++;
}
