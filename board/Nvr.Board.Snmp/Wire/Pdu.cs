using System.Formats.Asn1;

namespace Nvr.Board.Snmp.Wire;

/// <summary>What a message asks or answers (RFC 3416 section 3). Immutable.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="RequestId">The same in request and answer.</param>
/// <param name="ErrorStatus">0 when it went well. Of a bulk request: how many names are asked for once.</param>
/// <param name="ErrorIndex">Which binding failed, from 1. Of a bulk request: how often the other names are gone on from.</param>
/// <param name="Bindings">Names and values.</param>
internal sealed record Pdu(PduKind Kind, int RequestId, int ErrorStatus, int ErrorIndex, IReadOnlyList<Binding> Bindings)
{
    public static Pdu Request(PduKind kind, IReadOnlyList<Binding> bindings) => new(kind, 0, 0, 0, bindings);

    public static Pdu Bulk(ObjectId from, int rows) => new(PduKind.GetBulk, 0, 0, rows, [Binding.Ask(from)]);

    public void Write(AsnWriter writer)
    {
        using (writer.PushSequence(new Asn1Tag(TagClass.ContextSpecific, (int)Kind)))
        {
            writer.WriteInteger(RequestId);
            writer.WriteInteger(ErrorStatus);
            writer.WriteInteger(ErrorIndex);
            using (writer.PushSequence())
            {
                foreach (Binding binding in Bindings)
                {
                    using (writer.PushSequence())
                    {
                        writer.WriteObjectIdentifier(binding.Name.ToString());
                        binding.Value.Write(writer);
                    }
                }
            }
        }
    }

    /// <summary>AsnContentException for what is none.</summary>
    public static Pdu Read(AsnReader reader)
    {
        Asn1Tag tag = reader.PeekTag();
        if (tag.TagClass != TagClass.ContextSpecific || !Enum.IsDefined((PduKind)tag.TagValue))
        {
            throw new AsnContentException($"A message has the unknown tag {tag}.");
        }
        AsnReader inside = reader.ReadSequence(tag);
        int request = ReadNumber(inside);
        int status = ReadNumber(inside);
        int index = ReadNumber(inside);
        AsnReader list = inside.ReadSequence();
        var bindings = new List<Binding>();
        while (list.HasData)
        {
            AsnReader pair = list.ReadSequence();
            bindings.Add(new Binding(SnmpValue.ReadName(pair), SnmpValue.Read(pair)));
            pair.ThrowIfNotEmpty();
        }
        inside.ThrowIfNotEmpty();
        return new Pdu((PduKind)tag.TagValue, request, status, index, bindings);
    }

    public static int ReadNumber(AsnReader reader) => reader.TryReadInt32(out int number) ? number : throw new AsnContentException("A number is too large.");
}
