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
}
