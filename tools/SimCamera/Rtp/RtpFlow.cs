using System.Buffers.Binary;

namespace SimCamera.Rtp;

/// <summary>
/// The RTP state of one track in one session: numbers packets and counts what the sender reports tell. Used by the session's task
/// alone.
/// </summary>
internal sealed class RtpFlow(int track, int payloadType, int clockRate, uint timeBase)
{
    public const int HeaderBytes = 12;

    /// <summary>Fits an Ethernet frame with room for IP, UDP and RTP headers.</summary>
    public const int MaxPayloadBytes = 1400;

    public int Track { get; } = track;

    public int ClockRate { get; } = clockRate;

    /// <summary>RTP time of the server's start.</summary>
    public uint TimeBase { get; } = timeBase;

    public uint Ssrc { get; } = (uint)Random.Shared.NextInt64(1, uint.MaxValue);

    public ushort NextSequence { get; private set; } = (ushort)Random.Shared.Next(ushort.MaxValue);

    public uint PacketCount { get; private set; }

    public uint OctetCount { get; private set; }

    /// <summary>A header extension for the packets that follow, whole words; empty: none.</summary>
    public byte[] Extension { get; set; } = [];

    /// <summary>Adds one packet whose payload is <paramref name="head"/> followed by <paramref name="rest"/>.</summary>
    public void Write(PacketBatch batch, bool marker, uint time, ReadOnlySpan<byte> head, ReadOnlySpan<byte> rest)
    {
        int payload = head.Length + rest.Length;
        int headerBytes = HeaderBytes + Extension.Length;
        Span<byte> packet = batch.Add(Track, PacketKind.Rtp, headerBytes + payload);
        WriteHeader(packet, marker, time, NextSequence++, Ssrc);
        // RFC 3550, 5.1: the X bit.
        packet[0] |= (byte)(Extension.Length > 0 ? 0x10 : 0);
        Extension.CopyTo(packet[HeaderBytes..]);
        head.CopyTo(packet[headerBytes..]);
        rest.CopyTo(packet[(headerBytes + head.Length)..]);
        PacketCount++;
        OctetCount += (uint)payload;
    }

    /// <summary>Inserts a packet before the one at <paramref name="index"/> and renumbers what follows on this track.</summary>
    public void Insert(PacketBatch batch, int index, bool marker, uint time, ReadOnlySpan<byte> payload)
    {
        ushort? taken = null;
        for (int i = index; i < batch.Packets.Count; i++)
        {
            if (batch.Packets[i] is { Kind: PacketKind.Rtp } later && later.Track == Track)
            {
                Span<byte> field = batch.Bytes(later)[2..4];
                ushort number = BinaryPrimitives.ReadUInt16BigEndian(field);
                taken ??= number;
                BinaryPrimitives.WriteUInt16BigEndian(field, (ushort)(number + 1));
            }
        }

        Span<byte> packet = batch.Insert(index, Track, PacketKind.Rtp, HeaderBytes + payload.Length);
        WriteHeader(packet, marker, time, taken ?? NextSequence, Ssrc);
        payload.CopyTo(packet[HeaderBytes..]);
        NextSequence++;
    }

    public void WriteHeader(Span<byte> packet, bool marker, uint time, ushort sequence, uint ssrc)
    {
        packet[0] = 0x80;
        packet[1] = (byte)((marker ? 0x80 : 0) | payloadType);
        BinaryPrimitives.WriteUInt16BigEndian(packet[2..], sequence);
        BinaryPrimitives.WriteUInt32BigEndian(packet[4..], time);
        BinaryPrimitives.WriteUInt32BigEndian(packet[8..], ssrc);
    }

    /// <summary>RTP time for a moment of the server's life, in microseconds since its start.</summary>
    public uint TimeAt(long sinceStartUs) => TimeBase + (uint)(long)((Int128)sinceStartUs * ClockRate / 1_000_000);
}
