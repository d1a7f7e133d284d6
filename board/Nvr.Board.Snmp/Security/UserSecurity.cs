using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Nvr.Board.Snmp.Wire;
using Nvr.Board.Switches;
using Nvr.Core;

namespace Nvr.Board.Snmp.Security;

/// <summary>
/// Version 3 with a user (RFC 3414), as the side that asks: finds the engine out, keeps to its time, signs and encrypts as far as the user has passwords, and believes no answer
/// that is less protected than the question was.
/// </summary>
internal sealed class UserSecurity(SnmpAccess access, TimeProvider time) : ISecurity
{
    private const int ShortestEngine = 5;
    private const int LongestEngine = 32;

    private readonly byte[] user = Encoding.UTF8.GetBytes(access.UserName ?? "");
    private readonly EngineClock clock = new(time);
    private byte[] engine = [];
    private UserKeys? keys;
    private ulong salts = BinaryPrimitives.ReadUInt64BigEndian(RandomNumberGenerator.GetBytes(UserKeys.SaltBytes));

    public bool KnowsAgent => engine.Length > 0;

    private bool Encrypts => keys is not null && access.EncryptionPassword is not null;

    public byte[] Wrap(Pdu request, int id)
    {
        if (!KnowsAgent)
        {
            return new UserMessage { MessageId = id, Content = new ScopedPdu([], Pdu.Request(PduKind.Get, []) with { RequestId = id }).Write() }.Write();
        }
        byte[] content = new ScopedPdu(engine, request with { RequestId = id }).Write();
        (int boots, int seconds) = clock.Now;
        var message = new UserMessage { MessageId = id, Engine = engine, Boots = boots, Time = seconds, User = user, Content = content };
        if (keys is null)
        {
            return message.Write();
        }
        message = message with { IsAuthenticated = true, Mac = new byte[keys.MacBytes] };
        if (Encrypts)
        {
            byte[] salt = new byte[UserKeys.SaltBytes];
            BinaryPrimitives.WriteUInt64BigEndian(salt, salts++);
            message = message with { IsEncrypted = true, Salt = salt, Content = keys.Encrypt(content, boots, seconds, salt) };
        }
        return (message with { Mac = keys.Sign(message.Write()) }).Write();
    }

    public Verdict Judge(ReadOnlyMemory<byte> datagram, int id)
    {
        if (Read(datagram, id) is not { } read)
        {
            return Verdict.Ignore;
        }
        (UserMessage message, Pdu pdu) = read;
        return pdu.Kind switch
        {
            PduKind.Report => JudgeReport(message, pdu),
            // Before the engine is known there are no keys, and nobody was asked anything yet.
            PduKind.Response when KnowsAgent && pdu.RequestId == id && IsProtected(message) && IsInTime(message) => new Verdict(pdu, false),
            _ => Verdict.Ignore,
        };
    }

    private bool IsProtected(UserMessage message) => (keys is null || message.IsAuthenticated) && (!Encrypts || message.IsEncrypted);

    private (UserMessage Message, Pdu Pdu)? Read(ReadOnlyMemory<byte> datagram, int id)
    {
        try
        {
            UserMessage message = UserMessage.Read(datagram);
            if (message.MessageId != id || (message.IsAuthenticated && !IsGenuine(message, datagram)))
            {
                return null;
            }
            if (!message.IsEncrypted)
            {
                return (message, ScopedPdu.Read(message.Content).Pdu);
            }
            return message.IsAuthenticated && Encrypts && message.Salt.Length == UserKeys.SaltBytes
                ? (message, ScopedPdu.Read(keys!.Decrypt(message.Content, message.Boots, message.Time, message.Salt)).Pdu)
                : null;
        }
        catch (NvrException)
        {
            return null;
        }
    }

    private bool IsGenuine(UserMessage message, ReadOnlyMemory<byte> datagram)
    {
        if (keys is null || message.Mac.Length != keys.MacBytes || message.MacAt < 0 || !message.User.AsSpan().SequenceEqual(user))
        {
            return false;
        }
        byte[] unsigned = datagram.ToArray();
        unsigned.AsSpan(message.MacAt, message.Mac.Length).Clear();
        return CryptographicOperations.FixedTimeEquals(keys.Sign(unsigned), message.Mac);
    }

    private bool IsInTime(UserMessage message) =>
        message.Engine.AsSpan().SequenceEqual(engine) && (!message.IsAuthenticated || clock.Accept(message.Boots, message.Time));

    private Verdict JudgeReport(UserMessage message, Pdu report)
    {
        uint reason = AgentReport.ReasonOf(report);
        if (AgentReport.RefusalOf(reason, access) is { } refusal)
        {
            throw refusal;
        }
        if (reason == AgentReport.UnknownEngine && message.Engine.Length is >= ShortestEngine and <= LongestEngine && !message.Engine.AsSpan().SequenceEqual(engine))
        {
            engine = message.Engine;
            keys = access.Password is { } password ? new UserKeys(access.Hash, password, access.EncryptionPassword, engine) : null;
            clock.Set(message.Boots, message.Time);
            return Verdict.Again;
        }
        if (reason == AgentReport.NotInTime && message.IsAuthenticated)
        {
            clock.Set(message.Boots, message.Time);
            return Verdict.Again;
        }
        return Verdict.Ignore;
    }
}
