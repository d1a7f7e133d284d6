using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;

namespace SimCamera.Onvif;

/// <summary>One question to a time server and what its answer says (RFC 4330, section 5). Stateless.</summary>
internal static class NtpExchange
{
    private const int Bytes = 48;
    private const byte Version4Client = (4 << 3) | 3;
    private const int MaxStratum = 15;

    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(2);
    private static readonly DateTimeOffset s_epoch = new(1900, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>How far the server's clock is ahead of this one; null when it gives no answer, or one that a client must not follow.</summary>
    public static async Task<TimeSpan?> AskAsync(string server, int port, Func<DateTimeOffset> clock, CancellationToken stop)
    {
        byte[] question = new byte[Bytes];
        question[0] = Version4Client;
        Write(clock(), question.AsSpan(40));
        byte[] answer = new byte[256];
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(stop);
        patience.CancelAfter(s_patience);
        try
        {
            IPAddress[] found = await Dns.GetHostAddressesAsync(server, patience.Token).ConfigureAwait(false);
            using var socket = new Socket(found[0].AddressFamily, SocketType.Dgram, ProtocolType.Udp);
            await socket.ConnectAsync(found[0], port, patience.Token).ConfigureAwait(false);
            await socket.SendAsync(question, patience.Token).ConfigureAwait(false);
            int length = await socket.ReceiveAsync(answer, patience.Token).ConfigureAwait(false);
            return Read(question, answer.AsSpan(0, length), clock());
        }
        catch (Exception e) when (e is SocketException || (e is OperationCanceledException && !stop.IsCancellationRequested))
        {
            return null;
        }
    }

    private static TimeSpan? Read(ReadOnlySpan<byte> question, ReadOnlySpan<byte> answer, DateTimeOffset arrived)
    {
        bool usable = answer.Length >= Bytes
            && (answer[0] & 7) == 4
            && answer[0] >> 6 != 3
            && answer[1] is > 0 and <= MaxStratum
            && answer.Slice(24, 8).SequenceEqual(question.Slice(40, 8));
        if (!usable)
        {
            return null;
        }

        TimeSpan there = TimeIn(answer[32..]) - TimeIn(question[40..]);
        TimeSpan back = TimeIn(answer[40..]) - arrived;
        return (there + back) / 2;
    }

    private static void Write(DateTimeOffset time, Span<byte> to)
    {
        long ticks = (time - s_epoch).Ticks;
        BinaryPrimitives.WriteUInt32BigEndian(to, unchecked((uint)(ticks / TimeSpan.TicksPerSecond)));
        BinaryPrimitives.WriteUInt32BigEndian(to[4..], (uint)(((ticks % TimeSpan.TicksPerSecond) << 32) / TimeSpan.TicksPerSecond));
    }

    private static DateTimeOffset TimeIn(ReadOnlySpan<byte> from) => s_epoch
        .AddSeconds(BinaryPrimitives.ReadUInt32BigEndian(from))
        .AddTicks((long)(((ulong)BinaryPrimitives.ReadUInt32BigEndian(from[4..]) * TimeSpan.TicksPerSecond) >> 32));
}
