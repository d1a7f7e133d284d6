using System.Buffers.Binary;

namespace Nvr.Rtsp.Talk;

/// <summary>
/// Cuts what was said into RTP packets of 20 ms and says when each is due (RFC 3551 section 4.2). Its clock runs on through silence, and
/// the first packet after one carries the marker (section 4.1). One thread.
/// </summary>
internal sealed class TalkPacer(TalkQueue queue, int payloadType, byte silence)
{
    public const int PacketBytes = HeaderBytes + Samples;

    public const long PacketUs = 20_000;

    // What a browser sends in lumps is evened out by waiting so long before the first packet.
    private const long CushionUs = 60_000;
    private const int HeaderBytes = 12;
    private const int Samples = TalkSession.SampleRate / 50;

    private readonly uint source = (uint)Random.Shared.NextInt64(1, uint.MaxValue);
    private readonly uint timeBase = (uint)Random.Shared.NextInt64(uint.MaxValue);
    private ushort sequence = (ushort)Random.Shared.Next(ushort.MaxValue);
    private long dueUs;
    private bool speaking;
    private bool isFirst;

    /// <summary>Writes the packet that is due; false when none is. A last, unfinished one is filled with silence when <paramref name="isLast"/>.</summary>
    public bool TryNext(long nowUs, bool isLast, Span<byte> packet)
    {
        int waiting = queue.Count;
        if (waiting < Samples && !(isLast && waiting > 0))
        {
            speaking &= nowUs < dueUs + CushionUs;
            return false;
        }
        if (!speaking)
        {
            (speaking, isFirst, dueUs) = (true, true, nowUs + CushionUs);
        }
        if (nowUs < dueUs)
        {
            return false;
        }
        Write(packet);
        dueUs += PacketUs;
        return true;
    }

    private void Write(Span<byte> packet)
    {
        packet[0] = 0x80;
        packet[1] = (byte)(payloadType | (isFirst ? 0x80 : 0));
        BinaryPrimitives.WriteUInt16BigEndian(packet[2..], sequence++);
        BinaryPrimitives.WriteUInt32BigEndian(packet[4..], timeBase + (uint)(dueUs * TalkSession.SampleRate / 1_000_000));
        BinaryPrimitives.WriteUInt32BigEndian(packet[8..], source);
        queue.TryTake(packet.Slice(HeaderBytes, Samples), silence);
        isFirst = false;
    }
}
