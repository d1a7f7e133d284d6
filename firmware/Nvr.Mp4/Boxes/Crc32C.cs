using System.Buffers.Binary;
using System.Numerics;

namespace Nvr.Mp4.Boxes;

/// <summary>CRC-32C (Castagnoli, RFC 3720 B.4), which both x64 and arm64 compute in hardware.</summary>
internal static class Crc32C
{
    public const uint Seed = 0xFFFFFFFF;

    /// <summary>Extends a running state that began with <see cref="Seed"/>.</summary>
    public static uint Update(uint state, ReadOnlySpan<byte> data)
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

    public static uint Finish(uint state) => ~state;

    public static uint Of(ReadOnlySpan<byte> data) => Finish(Update(Seed, data));
}
