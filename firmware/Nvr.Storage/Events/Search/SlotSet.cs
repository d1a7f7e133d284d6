using System.Buffers.Binary;
using System.Numerics;

namespace Nvr.Storage.Events.Search;

/// <summary>
/// In which slots of a chunk something began. A slot is 2^16 µs (66 ms) of a boot's monotonic time, a chunk 2^14 slots (18 minutes). Stored as rising
/// 16-bit numbers, little endian, while that is smaller than a bit for each slot. One thread at a time.
/// </summary>
internal sealed class SlotSet
{
    public const int Slots = 1 << 14;

    private const int SlotShift = 16;
    private const int ChunkShift = 30;
    private const int DenseBytes = Slots / 8;
    private const int Words = Slots / 64;

    private readonly ulong[] words = new ulong[Words];

    public bool IsEmpty => !words.AsSpan().ContainsAnyExcept(0UL);

    public int Count => words.Sum(w => BitOperations.PopCount(w));

    public static long ChunkOf(long us) => us >> ChunkShift;

    public static int SlotOf(long us) => (int)((us >> SlotShift) & (Slots - 1));

    /// <summary>The first microsecond of a slot.</summary>
    public static long StartOf(long chunk, int slot) => (chunk << ChunkShift) + ((long)slot << SlotShift);

    public static SlotSet Full()
    {
        SlotSet all = new();
        Array.Fill(all.words, ulong.MaxValue);
        return all;
    }

    public void Add(int slot) => words[slot >> 6] |= 1UL << slot;

    /// <summary>Adds the slots of [first, end).</summary>
    public void AddRange(int first, int end)
    {
        for (int slot = first; slot < end; slot++)
        {
            Add(slot);
        }
    }

    /// <summary>Adds what was stored. Bytes that no <see cref="Pack"/> made add what they can be read as; the rows decide.</summary>
    public void Add(ReadOnlySpan<byte> stored)
    {
        if (stored.Length == DenseBytes)
        {
            for (int i = 0; i < Words; i++)
            {
                words[i] |= BinaryPrimitives.ReadUInt64LittleEndian(stored[(i * sizeof(ulong))..]);
            }
            return;
        }
        for (int at = 0; at + 1 < stored.Length; at += sizeof(ushort))
        {
            Add(BinaryPrimitives.ReadUInt16LittleEndian(stored[at..]) & (Slots - 1));
        }
    }

    public void IntersectWith(SlotSet other)
    {
        for (int i = 0; i < Words; i++)
        {
            words[i] &= other.words[i];
        }
    }

    public byte[] Pack()
    {
        byte[] packed = new byte[Math.Min(DenseBytes, Count * sizeof(ushort))];
        int at = 0;
        for (int i = 0; i < Words; i++)
        {
            if (packed.Length == DenseBytes)
            {
                BinaryPrimitives.WriteUInt64LittleEndian(packed.AsSpan(i * sizeof(ulong)), words[i]);
                continue;
            }
            for (ulong left = words[i]; left != 0; left &= left - 1, at += sizeof(ushort))
            {
                BinaryPrimitives.WriteUInt16LittleEndian(packed.AsSpan(at), (ushort)((i << 6) + BitOperations.TrailingZeroCount(left)));
            }
        }
        return packed;
    }

    /// <summary>Stretches [first, end) in order; those that are at most <paramref name="bridge"/> slots apart are given as one.</summary>
    public List<(int First, int End)> Runs(int bridge)
    {
        List<(int First, int End)> runs = [];
        for (int i = 0; i < Words; i++)
        {
            for (ulong left = words[i]; left != 0; left &= left - 1)
            {
                int slot = (i << 6) + BitOperations.TrailingZeroCount(left);
                if (runs.Count > 0 && slot - runs[^1].End <= bridge)
                {
                    runs[^1] = (runs[^1].First, slot + 1);
                }
                else
                {
                    runs.Add((slot, slot + 1));
                }
            }
        }
        return runs;
    }
}
