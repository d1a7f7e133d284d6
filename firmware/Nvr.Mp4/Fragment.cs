namespace Nvr.Mp4;

/// <summary>
/// One finished fragment: a moof box, an mdat header and the samples, in pooled buffers, ready for one gathered write. It has one
/// owner at a time; whoever holds it disposes it, which returns the buffers. Not thread-safe.
/// </summary>
public sealed class Fragment : IDisposable
{
    private readonly Action release;
    private bool released;

    internal Fragment(IReadOnlyList<ReadOnlyMemory<byte>> parts, FragmentEntry entry, Action release)
    {
        Parts = parts;
        Entry = entry;
        this.release = release;
    }

    /// <summary>The bytes in file order; valid until disposed.</summary>
    public IReadOnlyList<ReadOnlyMemory<byte>> Parts { get; }

    /// <summary>Size and time; <see cref="FragmentEntry.Offset"/> is 0 until the writer places it.</summary>
    public FragmentEntry Entry { get; }

    public void Dispose()
    {
        if (!released)
        {
            released = true;
            release();
        }
    }
}
