using System.Buffers.Binary;

namespace Nvr.Sandbox.Protocol;

/// <summary>No sound of before this time follows: 8 bytes, in ticks of what the process sends. Immutable.</summary>
public readonly record struct PassedMessage(long Dts)
{
    public const int Bytes = 8;

    public void Write(Span<byte> bytes) => BinaryPrimitives.WriteInt64LittleEndian(bytes, Dts);

    /// <summary>Null when the payload is malformed.</summary>
    public static PassedMessage? Read(ReadOnlySpan<byte> payload) =>
        payload.Length == Bytes ? new PassedMessage(BinaryPrimitives.ReadInt64LittleEndian(payload)) : null;
}
