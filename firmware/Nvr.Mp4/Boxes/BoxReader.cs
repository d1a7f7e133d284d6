using System.Buffers.Binary;

namespace Nvr.Mp4.Boxes;

/// <summary>Walks the boxes of a buffer; stops, without throwing, at the first that does not fit.</summary>
internal ref struct BoxReader(ReadOnlySpan<byte> data)
{
    private ReadOnlySpan<byte> rest = data;

    public uint Type { get; private set; }

    /// <summary>What follows size and type of the current box.</summary>
    public ReadOnlySpan<byte> Body { get; private set; }

    /// <summary>The body of the first child of that type; empty when there is none.</summary>
    public static ReadOnlySpan<byte> Find(ReadOnlySpan<byte> parent, uint type)
    {
        var reader = new BoxReader(parent);
        while (reader.Next())
        {
            if (reader.Type == type)
            {
                return reader.Body;
            }
        }
        return default;
    }

    public bool Next()
    {
        if (rest.Length < 8)
        {
            return false;
        }
        uint size = BinaryPrimitives.ReadUInt32BigEndian(rest);
        if (size < 8 || size > rest.Length)
        {
            return false;
        }
        Type = BinaryPrimitives.ReadUInt32BigEndian(rest[4..]);
        Body = rest[8..(int)size];
        rest = rest[(int)size..];
        return true;
    }
}
