namespace Nvr.Adoption.Tests.Paths;

/// <summary>Tells when the stream beneath has ended: at its end as the other side sees it, or when closed.</summary>
internal sealed class ClosingStream(Stream inner, Action closed) : Stream
{
    private int told;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    public override void Flush() => inner.Flush();

    public override int Read(byte[] buffer, int offset, int count)
    {
        int read = inner.Read(buffer, offset, count);
        if (read == 0)
        {
            Tell();
        }
        return read;
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => inner.Write(buffer, offset, count);

    protected override void Dispose(bool disposing)
    {
        inner.Dispose();
        Tell();
        base.Dispose(disposing);
    }

    private void Tell()
    {
        if (Interlocked.Exchange(ref told, 1) == 0)
        {
            closed();
        }
    }
}
