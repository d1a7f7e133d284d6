using System.Buffers;
using Nvr.Mp4.Writing;

namespace Nvr.Mp4;

/// <summary>
/// One finished fragment: a moof box, an mdat header and the samples, in pooled buffers, ready to be written. It has one
/// owner at a time; whoever holds it disposes it once, and must not touch it afterwards: the object itself serves again. Not thread-safe.
/// </summary>
public sealed class Fragment : IDisposable
{
    private readonly FragmentParts parts = new();
    private byte[][] chunks = [];
    private byte[] head = [];
    private int chunkCount;
    private bool released = true;

    internal Fragment()
    {
    }

    /// <summary>The bytes in file order; valid until disposed.</summary>
    public IReadOnlyList<ReadOnlyMemory<byte>> Parts => parts;

    /// <summary>Size and time; <see cref="FragmentEntry.Offset"/> is 0 until the writer places it.</summary>
    public FragmentEntry Entry { get; private set; }

    /// <summary>A copy in one piece that outlives the fragment, for messages that several viewers share.</summary>
    public byte[] ToArray()
    {
        byte[] all = GC.AllocateUninitializedArray<byte>(Entry.Bytes);
        int at = 0;
        foreach (ReadOnlyMemory<byte> part in parts.Span)
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
        parts.Clear();
        ArrayPool<byte>.Shared.Return(head);
        foreach (byte[] chunk in chunks.AsSpan(0, chunkCount))
        {
            ChunkPool.Shared.Return(chunk);
        }
        Array.Clear(chunks, 0, chunkCount);
        (head, chunkCount) = ([], 0);
        FragmentPool.Shared.Return(this);
    }

    /// <summary>Takes over a head from the shared array pool, and the tracks' chunks.</summary>
    internal void Fill(FragmentEntry entry, byte[] pooledHead, int headBytes, ReadOnlySpan<TrackBuffer> tracks)
    {
        (Entry, head, released) = (entry, pooledHead, false);
        foreach (TrackBuffer track in tracks)
        {
            chunkCount += track.ChunkCount;
        }
        if (chunks.Length < chunkCount)
        {
            chunks = new byte[chunkCount + (chunkCount / 2)][];
        }
        Span<ReadOnlyMemory<byte>> room = parts.Begin(head.AsMemory(0, headBytes), chunkCount);
        int at = 0;
        foreach (TrackBuffer track in tracks)
        {
            int count = track.ChunkCount;
            track.MoveTo(room[at..], chunks.AsSpan(at));
            at += count;
        }
    }
}
