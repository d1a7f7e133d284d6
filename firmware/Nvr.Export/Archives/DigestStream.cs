using System.IO.Hashing;
using System.Security.Cryptography;
using Nvr.Mp4.Sealing;

namespace Nvr.Export.Archives;

/// <summary>
/// Takes a movie and keeps nothing of it but its checksums. After each few megabytes it rests for as long as they took to come: whoever makes an archive has
/// at most half of the disk and half of a core, and the recorder's own writes find the other half. One writer.
/// </summary>
internal sealed class DigestStream(TimeProvider time, Action<int> passed) : Stream
{
    private const int StepBytes = 4 << 20;

    /// <summary>A disk that stalls for long must not make the rest as long.</summary>
    private static readonly TimeSpan LongestRest = TimeSpan.FromSeconds(1);

    private readonly IncrementalHash sha = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly Crc32 crc = new();
    private readonly LostFragments lost = new();
    private long stepBegan = time.GetTimestamp();
    private int step;
    private long length;

    public int LostFragments => lost.Count;

    public uint Crc => crc.GetCurrentHashAsUInt32();

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => length;

    public override long Position { get => length; set => throw new NotSupportedException(); }

    /// <summary>SHA-256 of what came, and of this behind it.</summary>
    public byte[] HashWith(ReadOnlySpan<byte> end)
    {
        using IncrementalHash whole = sha.Clone();
        whole.AppendData(end);
        return whole.GetHashAndReset();
    }

    /// <summary>What follows the movie.</summary>
    public void Append(ReadOnlySpan<byte> data)
    {
        sha.AppendData(data);
        crc.Append(data);
        length += data.Length;
    }

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        lost.Pass(buffer.Span);
        Append(buffer.Span);
        passed(buffer.Length);
        step += buffer.Length;
        if (step >= StepBytes)
        {
            await RestAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override void Flush()
    {
        // Nothing is kept.
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            sha.Dispose();
        }
        base.Dispose(disposing);
    }

    private async Task RestAsync(CancellationToken cancellation)
    {
        TimeSpan took = time.GetElapsedTime(stepBegan);
        if (took > TimeSpan.Zero)
        {
            await Task.Delay(took < LongestRest ? took : LongestRest, time, cancellation).ConfigureAwait(false);
        }
        (step, stepBegan) = (0, time.GetTimestamp());
    }
}
