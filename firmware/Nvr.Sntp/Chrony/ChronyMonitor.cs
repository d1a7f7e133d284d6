using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;

namespace Nvr.Sntp.Chrony;

/// <summary>
/// Asks this machine's chronyd how well it keeps the clock: one datagram each way over loopback, as chronyc's "tracking" does, for which nobody needs a right. Thread-safe; never throws: where nobody answers within a fifth of a
/// second nothing is known. Source of the formats: chrony 4, candm.h, protocol version 6.
/// </summary>
/// <param name="port">UDP, of 127.0.0.1.</param>
public sealed class ChronyMonitor(int port = ChronyMonitor.UsualPort)
{
    public const int UsualPort = 323;

    // A request is as long as its reply, so that nobody is made to send more than was sent to him.
    private const int MessageBytes = 104;

    private const byte Version = 6;
    private const byte Request = 1;
    private const byte Reply = 2;
    private const ushort AskTracking = 33;
    private const ushort TellTracking = 5;
    private const int CommandAt = 4;
    private const int SequenceInRequestAt = 8;
    private const int ReplyKindAt = 6;
    private const int StatusAt = 8;
    private const int SequenceInReplyAt = 16;
    private const int ReferenceAt = 28;
    private const int LeapAt = 54;
    private const int CorrectionAt = 68;
    private const int RootDelayAt = 92;
    private const int RootDispersionAt = 96;

    private const ushort NotSynchronised = 3;

    /// <summary>chronyd's own clock ("local"), which it serves where there is nothing to follow.</summary>
    private const uint OwnClock = 0x7F7F0101;

    private const int PatienceMs = 200;

    /// <summary>Null while chronyd follows nobody, or where there is none.</summary>
    public ChronyReport? Ask()
    {
        Span<byte> message = stackalloc byte[MessageBytes];
        message.Clear();
        message[0] = Version;
        message[1] = Request;
        BinaryPrimitives.WriteUInt16BigEndian(message[CommandAt..], AskTracking);
        uint sequence = (uint)Random.Shared.NextInt64();
        BinaryPrimitives.WriteUInt32BigEndian(message[SequenceInRequestAt..], sequence);
        try
        {
            using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp) { ReceiveTimeout = PatienceMs };
            socket.Connect(new IPEndPoint(IPAddress.Loopback, port));
            socket.Send(message);
            return socket.Receive(message) == MessageBytes ? Read(message, sequence) : null;
        }
        catch (SocketException)
        {
            return null;
        }
    }

    internal static ChronyReport? Read(ReadOnlySpan<byte> reply, uint sequence) =>
        reply.Length == MessageBytes
        && reply[0] == Version
        && reply[1] == Reply
        && BinaryPrimitives.ReadUInt16BigEndian(reply[CommandAt..]) == AskTracking
        && BinaryPrimitives.ReadUInt16BigEndian(reply[ReplyKindAt..]) == TellTracking
        && BinaryPrimitives.ReadUInt16BigEndian(reply[StatusAt..]) == 0
        && BinaryPrimitives.ReadUInt32BigEndian(reply[SequenceInReplyAt..]) == sequence
        && BinaryPrimitives.ReadUInt16BigEndian(reply[LeapAt..]) != NotSynchronised
        && BinaryPrimitives.ReadUInt32BigEndian(reply[ReferenceAt..]) is not (OwnClock or 0)
            ? new ChronyReport(-1000 * Number(reply[CorrectionAt..]), 1000 * ((Number(reply[RootDelayAt..]) / 2) + Number(reply[RootDispersionAt..])))
            : null;

    /// <summary>chrony's numbers: seven bits of a signed exponent of two, then a signed fraction of 25 bits.</summary>
    internal static double Number(ReadOnlySpan<byte> four)
    {
        int bits = BinaryPrimitives.ReadInt32BigEndian(four);
        int exponent = bits >> 25;
        int fraction = bits << 7 >> 7;
        return Math.ScaleB(fraction, exponent - 25);
    }
}
