namespace Nvr.Core.Media;

/// <summary>
/// Everything that a decoder must know before the first frame of a track. Immutable; a change in mid-stream is a new instance.
/// Two formats are equal when a decoder set up for one decodes the other.
/// </summary>
public sealed class TrackFormat : IEquatable<TrackFormat>
{
    public required Codec Codec { get; init; }

    /// <summary>Ticks a second of this track's times: 90000 for video, the sampling rate for audio (48000 for Opus).</summary>
    public required int ClockRate { get; init; }

    /// <summary>Picture size in pixels after cropping; 0 for audio.</summary>
    public int Width { get; init; }

    public int Height { get; init; }

    public int Channels { get; init; }

    /// <summary>Samples a second; 0 for video.</summary>
    public int SampleRate { get; init; }

    /// <summary>Bits a coded sample for G.726 (2 to 5); 0 otherwise.</summary>
    public int BitsPerSample { get; init; }

    /// <summary>
    /// The codec's configuration record, byte for byte as MP4 stores it: AVCDecoderConfigurationRecord (avcC body),
    /// HEVCDecoderConfigurationRecord (hvcC body), AudioSpecificConfig for AAC, the dOps body for Opus, the STREAMINFO block
    /// (34 bytes) for FLAC; empty for Motion JPEG and for what is on the wire only.
    /// </summary>
    public ReadOnlyMemory<byte> Config { get; init; }

    /// <summary>How many pictures may be reordered (0 without B-frames).</summary>
    public int ReorderDepth { get; init; }

    public bool IsVideo => Codec is Codec.H264 or Codec.H265 or Codec.Mjpeg;

    public bool Equals(TrackFormat? other) =>
        other is not null && Codec == other.Codec && ClockRate == other.ClockRate && Width == other.Width && Height == other.Height
        && Channels == other.Channels && SampleRate == other.SampleRate && BitsPerSample == other.BitsPerSample
        && Config.Span.SequenceEqual(other.Config.Span);

    public override bool Equals(object? obj) => Equals(obj as TrackFormat);

    public override int GetHashCode() => HashCode.Combine(Codec, ClockRate, Width, Height, SampleRate, Config.Length);
}
