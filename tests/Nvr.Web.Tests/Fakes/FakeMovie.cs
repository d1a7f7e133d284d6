using Nvr.Core.Time;
using Nvr.Storage;

namespace Nvr.Web.Tests.Fakes;

/// <summary>A movie of given bytes that counts how often it was closed.</summary>
public sealed class FakeMovie(byte[] bytes, UtcTime start) : IMovie
{
    public long Length => bytes.Length;

    public UtcTime Start { get; } = start;

    public IReadOnlyList<MovieSpan> Spans { get; init; } = [new MovieSpan(0, 10_000_000, start)];

    public string Codecs { get; init; } = "avc1.640028";

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

    public void Dispose() => Disposed++;
}
