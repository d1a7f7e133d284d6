using System.Buffers;
using Nvr.Mp4.Writing;

namespace Nvr.Mp4;

/// <summary>
/// One finished fragment: a moof box, an mdat header and the samples, in pooled buffers, ready for one gathered write. It has one
/// owner at a time; whoever holds it disposes it, which returns the buffers. Not thread-safe.
/// </summary>
public sealed class Fragment : IDisposable
{
    private readonly byte[] head;
    private readonly byte[][] chunks;
    private readonly int chunkCount;
    private readonly ArraySegment<ReadOnlyMemory<byte>> parts;
    private bool released;

    /// <summary>Takes over all four arrays, which come from the pools; head and chunks make one part each.</summary>
    internal Fragment(ReadOnlyMemory<byte>[] parts, FragmentEntry entry, byte[] head, byte[][] chunks, int chunkCount)
    {
        this.parts = new ArraySegment<ReadOnlyMemory<byte>>(parts, 0, 1 + chunkCount);
        Parts = this.parts;
        Entry = entry;
        this.head = head;
        this.chunks = chunks;
        this.chunkCount = chunkCount;
    }

    /// <summary>The bytes in file order; valid until disposed.</summary>
    public IReadOnlyList<ReadOnlyMemory<byte>> Parts { get; }

    /// <summary>Size and time; <see cref="FragmentEntry.Offset"/> is 0 until the writer places it.</summary>
    public FragmentEntry Entry { get; }

    /// <summary>A copy in one piece that outlives the fragment, for messages that several viewers share.</summary>
    public byte[] ToArray()
    {
        byte[] all = GC.AllocateUninitializedArray<byte>(Entry.Bytes);
        int at = 0;
        foreach (ReadOnlyMemory<byte> part in Parts)
        {
            part.Span.CopyTo(all.AsSpan(at));
            at += part.Length;
        }
        return all;
    }

    public void Dispose()
    {
        if (released)
        {
            return;
        }
        released = true;
        ArrayPool<byte>.Shared.Return(head);
        foreach (byte[] chunk in chunks.AsSpan(0, chunkCount))
        {
            ChunkPool.Shared.Return(chunk);
        }
        ArrayPool<byte[]>.Shared.Return(chunks, clearArray: true);
        ArrayPool<ReadOnlyMemory<byte>>.Shared.Return(parts.Array!, clearArray: true);
    }
}
