using System.Buffers.Binary;

namespace Nvr.Sandbox.Protocol;

/// <summary>Counts since the process began, 8 bytes each. Immutable.</summary>
/// <param name="Pictures">Pictures (or packets of sound) that came in.</param>
/// <param name="Coded">Units that went out.</param>
/// <param name="Damaged">What came in and could not be used.</param>
public readonly record struct StatsMessage(long Pictures, long Coded, long Damaged)
{
    public const int Bytes = 24;

    public byte[] Write()
    {
        byte[] bytes = new byte[Bytes];
        BinaryPrimitives.WriteInt64LittleEndian(bytes, Pictures);
        BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(8), Coded);
        BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(16), Damaged);
        return bytes;
    }

    public static StatsMessage? Read(ReadOnlySpan<byte> payload) => payload.Length != Bytes ? null : new(
        BinaryPrimitives.ReadInt64LittleEndian(payload),
        BinaryPrimitives.ReadInt64LittleEndian(payload[8..]),
        BinaryPrimitives.ReadInt64LittleEndian(payload[16..]));
}
