using System.Formats.Asn1;
using Nvr.Core;

namespace Nvr.Board.Snmp.Wire;

/// <summary>A PDU and whose values it is about (RFC 3412 section 6). Immutable.</summary>
internal sealed record ScopedPdu(byte[] Engine, Pdu Pdu)
{
    public byte[] Write()
    {
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence())
        {
            writer.WriteOctetString(Engine);
            // The context without a name is the agent itself.
            writer.WriteOctetString([]);
            Pdu.Write(writer);
        }
        return writer.Encode();
    }

    /// <summary>Failures are NvrException (Protocol). What follows behind it is padding.</summary>
    public static ScopedPdu Read(ReadOnlyMemory<byte> content)
    {
        try
        {
            AsnReader scoped = new AsnReader(content, AsnEncodingRules.BER).ReadSequence();
            byte[] engine = scoped.ReadOctetString();
            scoped.ReadOctetString();
            var read = new ScopedPdu(engine, Pdu.Read(scoped));
            scoped.ThrowIfNotEmpty();
            return read;
        }
        catch (AsnContentException e)
        {
            throw new NvrException(ErrorKind.Protocol, $"An answer breaks the rules of SNMP: {e.Message}", e);
        }
    }
}
