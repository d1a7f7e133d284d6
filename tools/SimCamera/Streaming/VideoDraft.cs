using SimCamera.Material;
using SimCamera.Stamp;

namespace SimCamera.Streaming;

/// <summary>
/// One picture on its way into packets: quirks may change its units and its RTP time. Reused by one feed; units are borrowed from
/// the material and must not be written to.
/// </summary>
internal sealed class VideoDraft
{
    public required VideoCodec Codec { get; init; }

    /// <summary>RTP time from one picture to the next.</summary>
    public required int TicksPerPicture { get; init; }

    public byte[] StampBuffer { get; } = new byte[FrameStamp.MaxWireBytes];

    public List<ReadOnlyMemory<byte>> Units { get; } = [];

    /// <summary>The source's frame counter.</summary>
    public long Counter { get; set; }

    public uint RtpTime { get; set; }

    public bool IsKey { get; set; }

    /// <summary>Frames sent before this one in this session.</summary>
    public long SentBefore { get; set; }

    /// <summary>Microseconds since this session began to play.</summary>
    public long PlayedUs { get; set; }

    public int Bytes
    {
        get
        {
            int sum = 0;
            foreach (ReadOnlyMemory<byte> unit in Units)
            {
                sum += unit.Length;
            }

            return sum;
        }
    }

    /// <summary>Puts the stamp in: before the first slice (H.264, 7.4.1.2.3), or after the scan of a JPEG.</summary>
    public void AddStamp(FrameStamp stamp)
    {
        int length = stamp.Write(StampBuffer, Codec);
        int at = Codec == VideoCodec.Mjpeg ? 1 : Units.FindIndex(u => NalKind.IsPicture(Codec, NalKind.Type(Codec, u.Span)));
        Units.Insert(Math.Max(0, at), StampBuffer.AsMemory(0, length));
    }
}
