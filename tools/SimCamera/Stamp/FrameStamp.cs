namespace SimCamera.Stamp;

/// <summary>
/// The mark that every video frame carries: camera number (from 1), stream (0 main, 1 sub), frame counter (never restarts while the
/// server object lives) and the UTC microsecond at which the frame was handed to the network. In H.264 and H.265 it is an SEI
/// message <c>user_data_unregistered</c> whose UUID is the ASCII text <c>NvrSimCamStamp01</c>; in MJPEG a COM segment with the same
/// content, placed after the scan because RTP (RFC 2435) carries nothing that stands before it.
/// The numbers are big-endian groups of 7 bits with the top bit set (3, 1, 10 and 10 bytes), so that neither emulation prevention
/// nor JPEG byte stuffing ever applies. Thread-safe: plain values.
/// </summary>
public readonly record struct FrameStamp(int Camera, int Stream, long Counter, long UtcUs)
{
    internal const int MaxWireBytes = 64;
    private const int BodyBytes = 24;

    public static ReadOnlySpan<byte> Uuid => "NvrSimCamStamp01"u8;

    /// <summary>
    /// Finds the first stamp in a NAL unit, in a whole access unit (Annex B or length-prefixed), or in a JPEG. False when there is none.
    /// </summary>
    public static bool TryRead(ReadOnlySpan<byte> data, out FrameStamp stamp)
    {
        stamp = default;
        int at = data.IndexOf(Uuid);
        if (at < 0 || data.Length < at + Uuid.Length + BodyBytes)
        {
            return false;
        }

        ReadOnlySpan<byte> body = data.Slice(at + Uuid.Length, BodyBytes);
        stamp = new FrameStamp((int)Get(body[..3]), (int)Get(body[3..4]), (long)Get(body[4..14]), (long)Get(body[14..24]));
        return body.IndexOfAnyInRange((byte)0, (byte)0x7F) < 0;
    }

    /// <summary>Writes the stamp as a NAL unit without start code, or as a COM segment; returns its length.</summary>
    internal int Write(Span<byte> target, VideoCodec codec)
    {
        int bodyLength = Uuid.Length + BodyBytes;
        ReadOnlySpan<byte> head = codec switch
        {
            VideoCodec.H264 => [0x06, 0x05, (byte)bodyLength],
            VideoCodec.H265 => [0x4E, 0x01, 0x05, (byte)bodyLength],
            _ => [0xFF, 0xFE, 0x00, (byte)(bodyLength + 2)],
        };
        head.CopyTo(target);
        WriteBody(target[head.Length..]);
        int length = head.Length + bodyLength;
        if (codec != VideoCodec.Mjpeg)
        {
            target[length++] = 0x80;
        }

        return length;
    }

    private void WriteBody(Span<byte> target)
    {
        Uuid.CopyTo(target);
        Span<byte> body = target[Uuid.Length..];
        Put(body[..3], (ulong)Camera);
        Put(body[3..4], (ulong)Stream);
        Put(body[4..14], (ulong)Counter);
        Put(body[14..24], (ulong)UtcUs);
    }

    private static void Put(Span<byte> target, ulong value)
    {
        for (int i = target.Length - 1; i >= 0; i--, value >>= 7)
        {
            target[i] = (byte)(0x80 | (value & 0x7F));
        }
    }

    private static ulong Get(ReadOnlySpan<byte> source)
    {
        ulong value = 0;
        foreach (byte b in source)
        {
            value = (value << 7) | (byte)(b & 0x7F);
        }

        return value;
    }
}
