using Nvr.Core.Media;
using Nvr.Mp4.Boxes;

namespace Nvr.Mp4.Writing;

/// <summary>The samples of one track that wait for the cut: a table of rows and their data in pooled chunks. One thread.</summary>
internal sealed class TrackBuffer(TrackFormat format) : IDisposable
{
    private SampleRow[] rows = new SampleRow[64];
    private byte[][] chunks = new byte[32][];
    private int chunkCount;
    private uint checksum = Crc32C.Seed;

    public TrackFormat Format { get; } = format;

    public int Count { get; private set; }

    public int Bytes { get; private set; }

    public int ChunkCount => chunkCount;

    public ReadOnlySpan<SampleRow> Rows => rows.AsSpan(0, Count);

    public void Append(SampleRow row, ReadOnlySpan<byte> data)
    {
        if (Count == rows.Length)
        {
            Array.Resize(ref rows, rows.Length * 2);
        }
        rows[Count++] = row;
        Copy(data);
        // Now, while the sample is in the processor's cache: a second later it has to come from memory again, which cost more than the sum.
        checksum = Crc32C.Update(checksum, data);
    }

    /// <summary>The end of the last sample, when <paramref name="nextDts"/> is what the caller takes it for.</summary>
    public long EndAt(long nextDts)
    {
        long last = Count == 0 ? 0 : rows[Count - 1].Dts;
        return nextDts > last && nextDts - last <= Format.ClockRate * 3600L ? nextDts : last + 1;
    }

    /// <summary>Extends a running CRC-32C by all the data.</summary>
    public uint Checksum(uint state)
    {
        if (state == Crc32C.Seed)
        {
            return checksum;
        }
        int left = Bytes;
        for (int i = 0; i < chunkCount; i++)
        {
            int length = Math.Min(left, ChunkPool.ChunkBytes);
            state = Crc32C.Update(state, chunks[i].AsSpan(0, length));
            left -= length;
        }
        return state;
    }

    /// <summary>Hands the chunks over, in order, as memory of the exact lengths; the buffer is empty afterwards.</summary>
    public void MoveTo(Span<ReadOnlyMemory<byte>> parts, Span<byte[]> owned)
    {
        int left = Bytes;
        for (int i = 0; i < chunkCount; i++)
        {
            int length = Math.Min(left, ChunkPool.ChunkBytes);
            parts[i] = chunks[i].AsMemory(0, length);
            owned[i] = chunks[i];
            left -= length;
        }
        Forget();
    }

    public void Dispose()
    {
        for (int i = 0; i < chunkCount; i++)
        {
            ChunkPool.Shared.Return(chunks[i]);
        }
        Forget();
    }

    private void Copy(ReadOnlySpan<byte> data)
    {
        while (!data.IsEmpty)
        {
            int used = Bytes - ((chunkCount - 1) * ChunkPool.ChunkBytes);
            if (chunkCount == 0 || used == ChunkPool.ChunkBytes)
            {
                AddChunk();
                used = 0;
            }
            int length = Math.Min(data.Length, ChunkPool.ChunkBytes - used);
            data[..length].CopyTo(chunks[chunkCount - 1].AsSpan(used));
            data = data[length..];
            Bytes += length;
        }
    }

    private void AddChunk()
    {
        if (chunkCount == chunks.Length)
        {
            Array.Resize(ref chunks, chunks.Length * 2);
        }
        chunks[chunkCount++] = ChunkPool.Shared.Rent();
    }

    private void Forget()
    {
        Array.Clear(chunks, 0, chunkCount);
        chunkCount = 0;
        Count = 0;
        Bytes = 0;
        checksum = Crc32C.Seed;
    }
}
