using Nvr.Core;

namespace Nvr.Appliance.Cargo;

/// <summary>What a server sends, counted; one that falls silent, or hangs up, is told in words (Unreachable). To be read by one task, without waiting for it in a thread.</summary>
/// <param name="content">What is sent.</param>
/// <param name="host">Who sends it.</param>
/// <param name="tell">Is told how much there was so far.</param>
internal sealed class CountedStream(Stream content, string host, Action<long> tell) : Stream
{
    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(60);

    private long bytes;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => bytes;
        set => throw new NotSupportedException();
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        using var late = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        late.CancelAfter(Silence);
        try
        {
            int read = await content.ReadAsync(buffer, late.Token);
            bytes += read;
            tell(bytes);
            return read;
        }
        catch (Exception broken) when ((broken is IOException or OperationCanceledException) && !cancellationToken.IsCancellationRequested)
        {
            throw new NvrException(ErrorKind.Unreachable, $"{host} stopped sending before the update was complete.", broken) { NextStep = "Try again." };
        }
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
