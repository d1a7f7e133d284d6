using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.InteropServices;

namespace Nvr.Mp4.Boxes;

/// <summary>CRC-32C (Castagnoli, RFC 3720 B.4), which both x64 and arm64 compute in hardware.</summary>
internal static class Crc32C
{
    public const uint Seed = 0xFFFFFFFF;

    // The instruction takes three cycles but begins anew each cycle: three blocks at a time take a third of the time, and this sum was
    // the most expensive function of the recorder (docs/decisions/0002-speed-what-dominated.md).
    private const int BlockBytes = 2048;

    private static readonly uint[] PastBlock = MakePastBlock();

    /// <summary>Extends a running state that began with <see cref="Seed"/>.</summary>
    public static uint Update(uint state, ReadOnlySpan<byte> data)
    {
        while (data.Length >= 3 * BlockBytes)
        {
            state = UpdateThreeBlocks(state, data);
            data = data[(3 * BlockBytes)..];
        }
        return UpdateInOrder(state, data);
    }

    public static uint Finish(uint state) => ~state;

    public static uint Of(ReadOnlySpan<byte> data) => Finish(Update(Seed, data));

    // The state is linear in what it has seen: the state after A and B is that after A, moved on by B's length, xor that after B alone.
    private static uint UpdateThreeBlocks(uint state, ReadOnlySpan<byte> data)
    {
        ReadOnlySpan<ulong> words = MemoryMarshal.Cast<byte, ulong>(data);
        ReadOnlySpan<ulong> first = words[..(BlockBytes / 8)];
        ReadOnlySpan<ulong> second = words.Slice(BlockBytes / 8, first.Length);
        ReadOnlySpan<ulong> third = words.Slice(BlockBytes / 4, first.Length);
        (uint a, uint b, uint c) = (state, 0, 0);
        for (int i = 0; i < first.Length; i++)
        {
            a = BitOperations.Crc32C(a, first[i]);
            b = BitOperations.Crc32C(b, second[i]);
            c = BitOperations.Crc32C(c, third[i]);
        }
        return MovePastBlock(MovePastBlock(a) ^ b) ^ c;
    }

    private static uint MovePastBlock(uint state) =>
        PastBlock[(byte)state] ^ PastBlock[256 + (byte)(state >> 8)] ^ PastBlock[512 + (byte)(state >> 16)] ^ PastBlock[768 + (state >> 24)];

    /// <summary>For each byte of a state what it contributes after a block of zeros.</summary>
    private static uint[] MakePastBlock()
    {
        byte[] zeros = new byte[BlockBytes];
        uint[] table = new uint[4 * 256];
        for (int i = 0; i < table.Length; i++)
        {
            table[i] = UpdateInOrder((uint)(i & 0xFF) << (8 * (i >> 8)), zeros);
        }
        return table;
    }

    private static uint UpdateInOrder(uint state, ReadOnlySpan<byte> data)
    {
        while (data.Length >= 8)
        {
            state = BitOperations.Crc32C(state, BinaryPrimitives.ReadUInt64LittleEndian(data));
            data = data[8..];
        }
        foreach (byte value in data)
        {
            state = BitOperations.Crc32C(state, value);
        }
        return state;
    }
}
