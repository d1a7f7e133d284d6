using System.Buffers.Binary;

namespace Nvr.Sandbox.Protocol;

/// <summary>Where the middle of an object was, in shares of the picture, and when, in monotonic microseconds. Immutable.</summary>
public readonly record struct ObjectPoint(long TimeUs, float X, float Y)
{
    internal bool IsInPicture => X is >= 0 and <= 1 && Y is >= 0 and <= 1;

    internal static ObjectPoint Read(ReadOnlySpan<byte> bytes) => new(
        BinaryPrimitives.ReadInt64LittleEndian(bytes), BinaryPrimitives.ReadSingleLittleEndian(bytes[8..]), BinaryPrimitives.ReadSingleLittleEndian(bytes[12..]));

    internal void Write(Span<byte> bytes)
    {
        BinaryPrimitives.WriteInt64LittleEndian(bytes, TimeUs);
        BinaryPrimitives.WriteSingleLittleEndian(bytes[8..], X);
        BinaryPrimitives.WriteSingleLittleEndian(bytes[12..], Y);
    }
}
