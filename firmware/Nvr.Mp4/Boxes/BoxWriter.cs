using System.Buffers.Binary;

namespace Nvr.Mp4.Boxes;

/// <summary>Writes nested boxes into a growing buffer; for headers only, which are made seldom. One thread.</summary>
internal sealed class BoxWriter
{
    private byte[] buffer = new byte[2048];

    public int Position { get; private set; }

    public ReadOnlySpan<byte> Written => buffer.AsSpan(0, Position);

    public void Box(uint type, Action<BoxWriter> body)
    {
        int start = Position;
        U32(0);
        U32(type);
        body(this);
        BinaryPrimitives.WriteUInt32BigEndian(buffer.AsSpan(start), (uint)(Position - start));
    }

    /// <summary>A box with a version and 24 bits of flags.</summary>
    public void FullBox(uint type, byte version, uint flags, Action<BoxWriter> body) => Box(type, writer =>
    {
        writer.U32(((uint)version << 24) | flags);
        body(writer);
    });

    public void U8(int value)
    {
        Reserve(1);
        buffer[Position++] = (byte)value;
    }

    public void U16(int value)
    {
        Reserve(2);
        BinaryPrimitives.WriteUInt16BigEndian(buffer.AsSpan(Position), (ushort)value);
        Position += 2;
    }

    public void U32(uint value)
    {
        Reserve(4);
        BinaryPrimitives.WriteUInt32BigEndian(buffer.AsSpan(Position), value);
        Position += 4;
    }

    public void U64(ulong value)
    {
        Reserve(8);
        BinaryPrimitives.WriteUInt64BigEndian(buffer.AsSpan(Position), value);
        Position += 8;
    }

    public void Bytes(ReadOnlySpan<byte> value)
    {
        Reserve(value.Length);
        value.CopyTo(buffer.AsSpan(Position));
        Position += value.Length;
    }

    public void Zeros(int count)
    {
        Reserve(count);
        buffer.AsSpan(Position, count).Clear();
        Position += count;
    }

    /// <summary>The nine numbers of the unity matrix.</summary>
    public void Matrix()
    {
        ReadOnlySpan<uint> unity = [0x10000, 0, 0, 0, 0x10000, 0, 0, 0, 0x40000000];
        foreach (uint value in unity)
        {
            U32(value);
        }
    }

    public byte[] ToArray() => Written.ToArray();

    private void Reserve(int count)
    {
        if (buffer.Length - Position < count)
        {
            Array.Resize(ref buffer, Math.Max(buffer.Length * 2, Position + count));
        }
    }
}
