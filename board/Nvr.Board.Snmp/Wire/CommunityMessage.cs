using System.Formats.Asn1;
using System.Text;
using Nvr.Core;

namespace Nvr.Board.Snmp.Wire;

/// <summary>A message of version 2c (RFC 1901): the community's name in plain words. Immutable.</summary>
internal sealed record CommunityMessage(string Community, Pdu Pdu)
{
    public const int Version = 1;

    public byte[] Write()
    {
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence())
        {
            writer.WriteInteger(Version);
            writer.WriteOctetString(Encoding.UTF8.GetBytes(Community));
            Pdu.Write(writer);
        }
        return writer.Encode();
    }

    /// <summary>Failures are NvrException (Protocol).</summary>
    public static CommunityMessage Read(ReadOnlyMemory<byte> datagram)
    {
        try
        {
            var all = new AsnReader(datagram, AsnEncodingRules.BER);
            AsnReader message = all.ReadSequence();
            all.ThrowIfNotEmpty();
            if (Pdu.ReadNumber(message) != Version)
            {
                throw new AsnContentException("It is of another version.");
            }
            string community = Encoding.UTF8.GetString(message.ReadOctetString());
            Pdu pdu = Pdu.Read(message);
            message.ThrowIfNotEmpty();
            return new CommunityMessage(community, pdu);
        }
        catch (AsnContentException e)
        {
            throw new NvrException(ErrorKind.Protocol, $"An answer breaks the rules of SNMP: {e.Message}", e);
        }
    }
}
