using System.Security.Cryptography;
using Microsoft.Win32.SafeHandles;
using Nvr.Core;
using Nvr.Mp4.Sealing;
using Nvr.Storage.Disk;

namespace Nvr.Export.Writing;

/// <summary>
/// A new file on the target. Hashes what is written on its way, so that nothing is read back. Written data is made durable every few megabytes: a slow
/// stick must not fill the memory with pages that wait for it, or the recorder's own writes would have to wait too. One writer; failures are
/// <see cref="NvrException"/>.
/// </summary>
internal sealed class TargetStream : Stream
{
    private const long SyncBytes = 8 << 20;

    private readonly string path;
    private readonly Action<int> written;
    private readonly SafeFileHandle file;
    private readonly IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly LostFragments lost = new();
    private long position;
    private long synced;

    public TargetStream(string path, Action<int> written)
    {
        this.path = path;
        this.written = written;
        try
        {
            file = File.OpenHandle(path, FileMode.CreateNew, FileAccess.Write);
        }
        catch (Exception failure) when (TargetFailure.Is(failure))
        {
            throw TargetFailure.Of(failure);
        }
    }

    /// <summary>True after the target refused something: then it is not the footage that could not be read.</summary>
    public bool HasFailed { get; private set; }

    /// <summary>Damaged fragments among what was written.</summary>
    public int LostFragments => lost.Count;

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => position;

    public override long Position { get => position; set => throw new NotSupportedException(); }

    /// <summary>SHA-256 of what was written, and of this behind it.</summary>
    public byte[] HashWith(ReadOnlySpan<byte> end)
    {
        using IncrementalHash whole = hash.Clone();
        whole.AppendData(end);
        return whole.GetHashAndReset();
    }

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        hash.AppendData(buffer.Span);
        lost.Pass(buffer.Span);
        try
        {
            await RandomAccess.WriteAsync(file, buffer, position, cancellationToken).ConfigureAwait(false);
            position += buffer.Length;
            if (position - synced >= SyncBytes)
            {
                Durable.SyncData(file, path);
                synced = position;
            }
        }
        catch (Exception failure) when (TargetFailure.Is(failure))
        {
            throw Failed(failure);
        }
        written(buffer.Length);
    }

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public void Sync()
    {
        try
        {
            Durable.SyncAll(file, path);
        }
        catch (Exception failure) when (TargetFailure.Is(failure))
        {
            throw Failed(failure);
        }
    }

    public override void Flush()
    {
        // Nothing is buffered; Sync makes durable.
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    private NvrException Failed(Exception failure)
    {
        HasFailed = true;
        return TargetFailure.Of(failure);
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            file.Dispose();
            hash.Dispose();
        }
        base.Dispose(disposing);
    }
}
