using System.Buffers.Binary;
using System.Formats.Asn1;

namespace Nvr.Board.Snmp.Wire;

/// <summary>One value. Immutable.</summary>
/// <param name="Kind">Which of the others holds.</param>
/// <param name="Number">Of integers; unsigned ones beyond <see cref="long.MaxValue"/> are cut to it.</param>
/// <param name="Bytes">Of octets, addresses and opaque values.</param>
/// <param name="Name">Of names.</param>
internal sealed record SnmpValue(SnmpKind Kind, long Number = 0, byte[]? Bytes = null, ObjectId Name = default)
{
    private const int MostIntegerBytes = 9;

    private static readonly Asn1Tag AddressTag = new(TagClass.Application, 0);
    private static readonly Asn1Tag OpaqueTag = new(TagClass.Application, 4);

    public static SnmpValue Null { get; } = new(SnmpKind.Null);

    public static SnmpValue Of(int number) => new(SnmpKind.Integer, number);

    /// <summary>False where the agent says that it has no such value.</summary>
    public bool IsThere => Kind is not (SnmpKind.Null or SnmpKind.NoSuchObject or SnmpKind.NoSuchInstance or SnmpKind.EndOfView);

    /// <summary>An integer's number; null for everything else.</summary>
    public long? AsNumber => Kind is SnmpKind.Integer or SnmpKind.Unsigned ? Number : null;

    /// <summary>AsnContentException for what is no value of SNMP.</summary>
    public static SnmpValue Read(AsnReader reader)
    {
        Asn1Tag tag = reader.PeekTag();
        return (tag.TagClass, tag.TagValue) switch
        {
            (TagClass.Universal, (int)UniversalTagNumber.Integer) => new(SnmpKind.Integer, Signed(Content(reader))),
            (TagClass.Universal, (int)UniversalTagNumber.OctetString) => new(SnmpKind.Octets, Bytes: Octets(reader, null)),
            (TagClass.Universal, (int)UniversalTagNumber.ObjectIdentifier) => new(SnmpKind.Name, Name: ReadName(reader)),
            (TagClass.Universal, (int)UniversalTagNumber.Null) => Empty(reader, SnmpKind.Null),
            (TagClass.Application, 0) => new(SnmpKind.Address, Bytes: Octets(reader, AddressTag)),
            (TagClass.Application, 1 or 2 or 3 or 6) => new(SnmpKind.Unsigned, Unsigned(Content(reader))),
            (TagClass.Application, 4) => new(SnmpKind.Opaque, Bytes: Octets(reader, OpaqueTag)),
            (TagClass.ContextSpecific, 0) => Empty(reader, SnmpKind.NoSuchObject),
            (TagClass.ContextSpecific, 1) => Empty(reader, SnmpKind.NoSuchInstance),
            (TagClass.ContextSpecific, 2) => Empty(reader, SnmpKind.EndOfView),
            _ => throw new AsnContentException($"A value has the unknown tag {tag}."),
        };
    }

    public static ObjectId ReadName(AsnReader reader) =>
        ObjectId.TryParse(reader.ReadObjectIdentifier(), out ObjectId id) ? id : throw new AsnContentException("A name has too many numbers, or too large ones.");

    /// <summary>Requests carry only what a manager asks with or sets: nothing, and integers.</summary>
    public void Write(AsnWriter writer)
    {
        if (Kind == SnmpKind.Integer)
        {
            writer.WriteInteger(Number);
        }
        else
        {
            writer.WriteNull();
        }
    }

    // Agents encode unsigned numbers in more ways than the standard's one: without the leading zero, or with too many.
    private static long Unsigned(ReadOnlySpan<byte> content)
    {
        ReadOnlySpan<byte> significant = content.TrimStart((byte)0);
        if (significant.Length > sizeof(ulong))
        {
            throw new AsnContentException("A number is too large.");
        }
        return (long)Math.Min(BinaryPrimitives.ReadUInt64BigEndian(Widened(significant, 0)), long.MaxValue);
    }

    private static long Signed(ReadOnlySpan<byte> content) => content.Length <= sizeof(long)
        ? BinaryPrimitives.ReadInt64BigEndian(Widened(content, (content[0] & 0x80) == 0 ? (byte)0 : byte.MaxValue))
        : throw new AsnContentException("A number is too large.");

    private static byte[] Widened(ReadOnlySpan<byte> content, byte filler)
    {
        byte[] wide = new byte[sizeof(long)];
        wide.AsSpan().Fill(filler);
        content.CopyTo(wide.AsSpan(sizeof(long) - content.Length));
        return wide;
    }

    private static ReadOnlySpan<byte> Content(AsnReader reader)
    {
        ReadOnlySpan<byte> content = reader.PeekContentBytes().Span;
        if (reader.PeekTag().IsConstructed || content.Length is 0 or > MostIntegerBytes)
        {
            throw new AsnContentException("A number has a wrong length.");
        }
        reader.ReadEncodedValue();
        return content;
    }

    private static byte[] Octets(AsnReader reader, Asn1Tag? tag) => reader.TryReadPrimitiveOctetString(out ReadOnlyMemory<byte> octets, tag)
        ? octets.ToArray()
        : throw new AsnContentException("A text is in pieces.");

    private static SnmpValue Empty(AsnReader reader, SnmpKind kind)
    {
        if (reader.PeekContentBytes().Length > 0)
        {
            throw new AsnContentException("Something that must be empty is not.");
        }
        reader.ReadEncodedValue();
        return new SnmpValue(kind);
    }
}
