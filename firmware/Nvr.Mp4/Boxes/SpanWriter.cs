using System.Buffers.Binary;

namespace Nvr.Mp4.Boxes;

/// <summary>Big-endian writing into a buffer of known size.</summary>
internal ref struct SpanWriter(Span<byte> target)
{
    private readonly Span<byte> target = target;

    public int Position { get; private set; }

    public void Box(int bytes, uint type)
    {
        U32((uint)bytes);
        U32(type);
    }

    public void U32(uint value)
    {
        BinaryPrimitives.WriteUInt32BigEndian(target[Position..], value);
        Position += 4;
    }

    public void U64(ulong value)
    {
        BinaryPrimitives.WriteUInt64BigEndian(target[Position..], value);
        Position += 8;
    }

    public void Bytes(ReadOnlySpan<byte> value)
    {
        value.CopyTo(target[Position..]);
        Position += value.Length;
    }
}
