using System.Buffers.Binary;

namespace Nvr.Sandbox.Protocol;

/// <summary>
/// What is decoded of one camera's units: 1 byte track, 1 byte flags (bit 0: only key frames, since nothing changes; bit 1: by the board's decoder), 2 bytes zero, then 8 bytes each: units that were decoded and units that were not,
/// since the process began. Told when it changes, and now and then. Immutable.
/// </summary>
public readonly record struct DecodingMessage(int Track, bool IsResting, bool IsByBoard, long Decoded, long Spared)
{
    public const int Bytes = 20;

    public byte[] Write()
    {
        byte[] bytes = new byte[Bytes];
        bytes[0] = (byte)Track;
        bytes[1] = (byte)((IsResting ? 1 : 0) | (IsByBoard ? 2 : 0));
        BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(4), Decoded);
        BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(12), Spared);
        return bytes;
    }

    /// <summary>Null when the payload is malformed.</summary>
    public static DecodingMessage? Read(ReadOnlySpan<byte> payload)
    {
        if (payload.Length != Bytes || payload[1] > 3 || (payload[2] | payload[3]) != 0)
        {
            return null;
        }
        var read = new DecodingMessage(
            payload[0], (payload[1] & 1) != 0, (payload[1] & 2) != 0, BinaryPrimitives.ReadInt64LittleEndian(payload[4..]), BinaryPrimitives.ReadInt64LittleEndian(payload[12..]));
        return read is { Decoded: >= 0, Spared: >= 0 } ? read : null;
    }
}
