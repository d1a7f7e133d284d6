namespace Nvr.Web.Support;

/// <summary>
/// Takes what is written in the synchronous way, as the platform's ZIP does at the end of each file, and hands it on in the other, which is all that the server has: <see cref="DrainAsync"/> wherever its user can wait. In between it
/// lies in memory. One caller at a time; failures are those of what it hands on to.
/// </summary>
internal sealed class Relay(Stream output) : Stream
{
    /// <summary>From here on it is worth handing on.</summary>
    private const int Enough = 64 << 10;

    private readonly MemoryStream held = new();

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    public async ValueTask DrainAsync(bool all, CancellationToken cancellation)
    {
        if (held.Length >= (all ? 1 : Enough))
        {
            await output.WriteAsync(held.GetBuffer().AsMemory(0, (int)held.Length), cancellation);
            held.SetLength(0);
        }
    }

    public override void Write(byte[] buffer, int offset, int count) => held.Write(buffer, offset, count);

    public override void Write(ReadOnlySpan<byte> buffer) => held.Write(buffer);

    public override void Flush()
    {
        // Nobody waits here; that is what draining is for.
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();
}
