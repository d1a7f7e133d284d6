using System.Buffers.Binary;
using Nvr.Core.Time;

namespace Nvr.Sntp;

/// <summary>
/// The answer to a client's question (RFC 5905, section 7.3; RFC 4330, section 5). It is never longer than the question, and nothing but a
/// question of a client gets one, so that neither a forged sender nor another server can make the box send more than it is sent. Pure.
/// </summary>
internal static class SntpReply
{
    /// <summary>The header, without extensions or a signature.</summary>
    public const int Bytes = 48;

    private const int ClientMode = 3;
    private const int ServerMode = 4;
    private const int OldestVersion = 1;
    private const int NewestVersion = 4;

    private const byte NoWarning = 0;
    private const byte Unsynchronised = 3;

    /// <summary>The kernel does not tell whose time it follows; servers that are offered to everybody are mostly of stratum 2.</summary>
    private const byte FollowingStratum = 3;

    /// <summary>What others take for a clock that follows nobody (chrony's "local"): any better server wins over it.</summary>
    private const byte OwnClockStratum = 10;

    /// <summary>Log2 of seconds: the clock is read in microseconds.</summary>
    private const sbyte Precision = -20;

    // Seconds in 16.16 bits. A clock that is kept in step is believed to a tenth of a second, any other one to a second; the longest that
    // ntpd takes is 1.5 s.
    private const uint FollowingDispersion = 0x0000_1999;
    private const uint OwnClockDispersion = 0x0001_0000;

    /// <summary>The kiss code of a server that has no time yet (RFC 5905, section 7.4).</summary>
    private static ReadOnlySpan<byte> NoTimeYet => "INIT"u8;

    /// <summary>Of a server above the first stratum it is only compared: the address by which ntpd calls its own clock.</summary>
    private static ReadOnlySpan<byte> OwnClock => [127, 127, 1, 0];

    /// <summary>Whether this is a client's question.</summary>
    public static bool IsQuestion(ReadOnlySpan<byte> datagram) =>
        datagram.Length >= Bytes && (datagram[0] & 7) == ClientMode && ((datagram[0] >> 3) & 7) is >= OldestVersion and <= NewestVersion;

    /// <summary>Fills the answer but for the moment of sending, which <see cref="Stamp"/> adds last.</summary>
    public static void Write(ReadOnlySpan<byte> question, UtcTime received, ClockTrust trust, Span<byte> reply)
    {
        reply[..Bytes].Clear();
        int version = (question[0] >> 3) & 7;
        byte leap = trust == ClockTrust.None ? Unsynchronised : NoWarning;
        reply[0] = (byte)((leap << 6) | (version << 3) | ServerMode);
        reply[1] = trust switch { ClockTrust.Synchronised => FollowingStratum, ClockTrust.Plausible => OwnClockStratum, _ => 0 };
        reply[2] = question[2];
        reply[3] = unchecked((byte)Precision);
        BinaryPrimitives.WriteUInt32BigEndian(reply[8..], trust == ClockTrust.Synchronised ? FollowingDispersion : OwnClockDispersion);
        (trust == ClockTrust.None ? NoTimeYet : OwnClock).CopyTo(reply[12..]);
        if (trust != ClockTrust.None)
        {
            NtpTime.Write(received, reply[16..]);
        }
        question.Slice(40, 8).CopyTo(reply[24..]);
        NtpTime.Write(received, reply[32..]);
    }

    /// <summary>Puts the moment of sending in.</summary>
    public static void Stamp(UtcTime sending, Span<byte> reply) => NtpTime.Write(sending, reply[40..]);
}
