using System.Formats.Asn1;
using System.Runtime.InteropServices;
using Nvr.Core;

namespace Nvr.Board.Snmp.Wire;

/// <summary>
/// A message of version 3 with the user-based security model (RFC 3412 section 6, RFC 3414 section 2.4), its content still as it is on the wire: a scoped PDU, or octets
/// that hide one. Immutable.
/// </summary>
internal sealed record UserMessage
{
    public const int Version = 3;

    private const int UserBasedModel = 3;
    private const byte AuthenticatedFlag = 1;
    private const byte EncryptedFlag = 2;
    private const byte ReportableFlag = 4;

    public required int MessageId { get; init; }

    public int MaxBytes { get; init; } = 65507;

    public bool IsAuthenticated { get; init; }

    public bool IsEncrypted { get; init; }

    /// <summary>Whether the other side is to tell what it did not like.</summary>
    public bool IsReportable { get; init; } = true;

    public byte[] Engine { get; init; } = [];

    public int Boots { get; init; }

    public int Time { get; init; }

    public byte[] User { get; init; } = [];

    /// <summary>The message authentication code; zeros while it is not computed yet.</summary>
    public byte[] Mac { get; init; } = [];

    /// <summary>What makes each encryption a different one.</summary>
    public byte[] Salt { get; init; } = [];

    /// <summary>The scoped PDU's encoding; where <see cref="IsEncrypted"/>, that encrypted.</summary>
    public required byte[] Content { get; init; }

    /// <summary>Where the MAC begins in the datagram that was read; -1 in a message to be written.</summary>
    public int MacAt { get; init; } = -1;

    public byte[] Write()
    {
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence())
        {
            writer.WriteInteger(Version);
            using (writer.PushSequence())
            {
                writer.WriteInteger(MessageId);
                writer.WriteInteger(MaxBytes);
                writer.WriteOctetString([(byte)((IsAuthenticated ? AuthenticatedFlag : 0) | (IsEncrypted ? EncryptedFlag : 0) | (IsReportable ? ReportableFlag : 0))]);
                writer.WriteInteger(UserBasedModel);
            }
            using (writer.PushOctetString())
            {
                WriteSecurity(writer);
            }
            if (IsEncrypted)
            {
                writer.WriteOctetString(Content);
            }
            else
            {
                writer.WriteEncodedValue(Content);
            }
        }
        return writer.Encode();
    }

    /// <summary>Failures are NvrException (Protocol).</summary>
    public static UserMessage Read(ReadOnlyMemory<byte> datagram)
    {
        try
        {
            var all = new AsnReader(datagram, AsnEncodingRules.BER);
            AsnReader message = all.ReadSequence();
            all.ThrowIfNotEmpty();
            Require(Pdu.ReadNumber(message) == Version, "It is of another version.");
            AsnReader header = message.ReadSequence();
            (int id, int most) = (Pdu.ReadNumber(header), Pdu.ReadNumber(header));
            byte[] flags = header.ReadOctetString();
            Require(flags.Length == 1 && Pdu.ReadNumber(header) == UserBasedModel, "Its security is of an unknown kind.");
            header.ThrowIfNotEmpty();
            bool isEncrypted = (flags[0] & EncryptedFlag) != 0;
            UserMessage read = ReadSecurity(datagram, message) with
            {
                MessageId = id,
                MaxBytes = most,
                IsAuthenticated = (flags[0] & AuthenticatedFlag) != 0,
                IsEncrypted = isEncrypted,
                IsReportable = (flags[0] & ReportableFlag) != 0,
                Content = isEncrypted ? message.ReadOctetString() : message.ReadEncodedValue().ToArray(),
            };
            message.ThrowIfNotEmpty();
            return read;
        }
        catch (AsnContentException e)
        {
            throw new NvrException(ErrorKind.Protocol, $"An answer breaks the rules of SNMP: {e.Message}", e);
        }
    }

    private void WriteSecurity(AsnWriter writer)
    {
        using (writer.PushSequence())
        {
            writer.WriteOctetString(Engine);
            writer.WriteInteger(Boots);
            writer.WriteInteger(Time);
            writer.WriteOctetString(User);
            writer.WriteOctetString(Mac);
            writer.WriteOctetString(Salt);
        }
    }

    private static UserMessage ReadSecurity(ReadOnlyMemory<byte> datagram, AsnReader message)
    {
        Require(message.TryReadPrimitiveOctetString(out ReadOnlyMemory<byte> parameters), "Its security is in pieces.");
        var outer = new AsnReader(parameters, AsnEncodingRules.BER);
        AsnReader security = outer.ReadSequence();
        outer.ThrowIfNotEmpty();
        byte[] engine = security.ReadOctetString();
        (int boots, int time) = (Pdu.ReadNumber(security), Pdu.ReadNumber(security));
        byte[] user = security.ReadOctetString();
        Require(security.TryReadPrimitiveOctetString(out ReadOnlyMemory<byte> mac), "Its security is in pieces.");
        byte[] salt = security.ReadOctetString();
        security.ThrowIfNotEmpty();
        return new UserMessage
        {
            MessageId = 0, Content = [], Engine = engine, Boots = boots, Time = time, User = user, Mac = mac.ToArray(), Salt = salt, MacAt = PlaceOf(mac, datagram),
        };
    }

    // Both are pieces of the same array: the reader copies no primitive octets.
    private static int PlaceOf(ReadOnlyMemory<byte> part, ReadOnlyMemory<byte> whole) =>
        MemoryMarshal.TryGetArray(part, out ArraySegment<byte> inside) && MemoryMarshal.TryGetArray(whole, out ArraySegment<byte> outside) && inside.Array == outside.Array
            ? inside.Offset - outside.Offset
            : -1;

    private static void Require(bool holds, string sentence)
    {
        if (!holds)
        {
            throw new AsnContentException(sentence);
        }
    }
}
