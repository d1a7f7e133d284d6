using System.Buffers;
using System.Buffers.Binary;

namespace Nvr.Rtsp.Connection;

/// <summary>
/// Cuts one connection's byte stream into interleaved frames (RFC 2326 section 10.12) and RTSP messages, in place. Bytes that are
/// neither are skipped up to the next '$' with a known channel or the next reply, and counted; however they are made up, that takes
/// time in proportion to their number, because one thread reads all cameras. Borrows one pooled buffer while there is much to read:
/// the connections that a thread reads one after the other use the same one, and find it in the processor's cache. One thread.
/// </summary>
internal sealed class WireReader : IDisposable
{
    // 100 ms of 20 Mbit/s; one read empties the socket of any usual camera, and a frame of the greatest length (65539) always fits.
    private const int BufferBytes = 256 * 1024;
    private const int LeftoverBytes = 4 * 1024;
    private const int FrameHeader = 4;
    private const byte Dollar = (byte)'$';

    private readonly ChannelMap channels;
    private readonly byte[] leftover = new byte[LeftoverBytes];
    private byte[] buffer;
    private int start;
    private int end;
    private int wanted;
    // No message begins before this place in the buffer.
    private int ruledOutEnd;
    private bool synchronised = true;

    public WireReader(ChannelMap channels)
    {
        this.channels = channels;
        buffer = leftover;
    }

    /// <summary>Bytes skipped because they were neither frame nor message.</summary>
    public long GarbageBytes { get; private set; }

    /// <summary>Where to put what arrives next; never empty. Moves what is left over, so take all pieces first.</summary>
    public Span<byte> Room()
    {
        if (buffer == leftover)
        {
            MoveTo(ArrayPool<byte>.Shared.Rent(Math.Max(wanted, BufferBytes)));
        }
        else if (start > 0)
        {
            MoveTo(buffer);
        }
        if (wanted > buffer.Length || end == buffer.Length)
        {
            MoveTo(ArrayPool<byte>.Shared.Rent(Math.Max(wanted, end + BufferBytes)));
        }
        return buffer.AsSpan(end);
    }

    /// <summary>Nothing more is read for now: gives the buffer back unless much of a frame or message is left in it. Take all pieces first.</summary>
    public void Rest()
    {
        if (buffer != leftover && end - start <= LeftoverBytes)
        {
            MoveTo(leftover);
        }
    }

    public void Add(int count) => end += count;

    /// <summary>The next whole piece; false when more bytes are needed.</summary>
    public bool TryTake(out WirePiece piece)
    {
        piece = default;
        wanted = 0;
        while (start < end)
        {
            ReadOnlySpan<byte> rest = buffer.AsSpan(start, end - start);
            if (rest[0] is (byte)'\r' or (byte)'\n')
            {
                start++;
                continue;
            }
            Found found = rest[0] == Dollar ? TakeFrame(rest, ref piece) : TakeMessage(rest, ref piece);
            if (found != Found.Nothing)
            {
                return found == Found.Piece;
            }
            SkipGarbage(rest);
        }
        return false;
    }

    public void Dispose()
    {
        start = end = 0;
        Rest();
    }

    private Found TakeFrame(ReadOnlySpan<byte> rest, ref WirePiece piece)
    {
        if (rest.Length < FrameHeader)
        {
            return Found.Part;
        }
        int length = FrameHeader + BinaryPrimitives.ReadUInt16BigEndian(rest[2..]);
        if (!synchronised && !MayBeFrame(rest, length))
        {
            return Found.Nothing;
        }
        if (rest.Length < length)
        {
            return Found.Part;
        }
        piece = new WirePiece(rest[1], rest[FrameHeader..length], 0);
        return Taken(length);
    }

    private Found TakeMessage(ReadOnlySpan<byte> rest, ref WirePiece piece)
    {
        if (start < ruledOutEnd || (!synchronised && !MessageExtent.BeginsReply(rest)))
        {
            return Found.Nothing;
        }
        MessageExtent extent = MessageExtent.Measure(rest);
        if (extent.IsMessage && extent.Total <= rest.Length)
        {
            piece = new WirePiece(-1, rest[..extent.Total], extent.Head);
            return Taken(extent.Total);
        }
        wanted = extent.Total;
        ruledOutEnd = start + extent.RuledOut;
        return extent.IsMessage || extent.MayBecomeMessage ? Found.Part : Found.Nothing;
    }

    private Found Taken(int length)
    {
        start += length;
        synchronised = true;
        return Found.Piece;
    }

    // Judged by the frame's own bytes alone: how much had been read beyond them must make no difference.
    private bool MayBeFrame(ReadOnlySpan<byte> rest, int length) =>
        channels.Contains(rest[1]) && length > FrameHeader && (rest.Length == FrameHeader || rest[FrameHeader] >> 6 == 2);

    private void SkipGarbage(ReadOnlySpan<byte> rest)
    {
        int next = rest[1..].IndexOfAny(Dollar, (byte)'R');
        int skipped = next < 0 ? rest.Length : next + 1;
        synchronised = false;
        GarbageBytes += skipped;
        start += skipped;
    }

    private void MoveTo(byte[] other)
    {
        buffer.AsSpan(start, end - start).CopyTo(other);
        end -= start;
        ruledOutEnd -= start;
        start = 0;
        if (buffer != leftover && buffer != other)
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
        buffer = other;
    }

    private enum Found
    {
        Nothing,
        Part,
        Piece,
    }
}
