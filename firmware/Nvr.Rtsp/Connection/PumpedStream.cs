using System.Buffers;
using System.Threading.Tasks.Sources;
using Nvr.Core;

namespace Nvr.Rtsp.Connection;

/// <summary>
/// The stream below TLS. Its reads wait until the owner calls <see cref="Pump"/>, and then go on inside that call, on the caller's
/// thread: so TLS, too, works only when the pump thread asks, in gulps, and no thread of its own ever wakes. One thread at a time.
/// </summary>
internal sealed class PumpedStream(IByteLink link) : Stream, IValueTaskSource<int>
{
    // 100 ms of 10 Mbit/s in one read.
    private const int StagingBytes = 128 * 1024;
    private const int MaxUnsentBytes = 256 * 1024;

    private readonly ArrayBufferWriter<byte> unsent = new();
    private byte[] staging = ArrayPool<byte>.Shared.Rent(StagingBytes);
    private ManualResetValueTaskSourceCore<int> arrival;
    private Memory<byte> waiting;
    private bool isWaiting;
    private int start;
    private int end;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <summary>Sends what is left over, reads once, and lets a waiting reader go on. True when anything arrived.</summary>
    public bool Pump()
    {
        SendRest();
        if (start == end)
        {
            start = end = 0;
        }
        int read = end == staging.Length ? 0 : link.Read(staging.AsSpan(end));
        end += read;
        if (isWaiting && start < end)
        {
            isWaiting = false;
            arrival.SetResult(Take(waiting.Span));
        }
        return read > 0;
    }

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (start < end)
        {
            return new ValueTask<int>(Take(buffer.Span));
        }
        arrival.Reset();
        waiting = buffer;
        isWaiting = true;
        return new ValueTask<int>(this, arrival.Version);
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        Write(buffer.Span);
        return ValueTask.CompletedTask;
    }

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken)
    {
        Write(buffer.AsSpan(offset, count));
        return Task.CompletedTask;
    }

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        if (unsent.WrittenCount + buffer.Length > MaxUnsentBytes)
        {
            throw new NvrException(ErrorKind.Unreachable, "The camera takes nothing from the recorder any more.");
        }
        unsent.Write(buffer);
        SendRest();
    }

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override void Flush()
    {
    }

    public override Task FlushAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    int IValueTaskSource<int>.GetResult(short token) => arrival.GetResult(token);

    ValueTaskSourceStatus IValueTaskSource<int>.GetStatus(short token) => arrival.GetStatus(token);

    void IValueTaskSource<int>.OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        arrival.OnCompleted(continuation, state, token, flags);

    protected override void Dispose(bool disposing)
    {
        if (disposing && staging.Length > 0)
        {
            ArrayPool<byte>.Shared.Return(staging);
            staging = [];
            start = end = 0;
        }
        base.Dispose(disposing);
    }

    // A zero-byte read, by which TLS asks whether anything is there, takes nothing.
    private int Take(Span<byte> destination)
    {
        int count = Math.Min(destination.Length, end - start);
        staging.AsSpan(start, count).CopyTo(destination);
        start += count;
        return count;
    }

    private void SendRest()
    {
        if (unsent.WrittenCount == 0)
        {
            return;
        }
        int sent = link.Write(unsent.WrittenSpan);
        byte[] rest = unsent.WrittenSpan[sent..].ToArray();
        unsent.ResetWrittenCount();
        unsent.Write(rest);
    }
}
