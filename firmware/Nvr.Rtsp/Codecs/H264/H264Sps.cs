namespace Nvr.Rtsp.Codecs.H264;

/// <summary>What a recorder needs from an H.264 sequence parameter set (ITU-T H.264 section 7.3.2.1.1 and Annex E).</summary>
internal sealed record H264Sps
{
    public required int Id { get; init; }

    public required int ProfileIdc { get; init; }

    public required int ChromaFormatIdc { get; init; }

    public required int BitDepthLuma { get; init; }

    public required int BitDepthChroma { get; init; }

    public required bool FrameMbsOnly { get; init; }

    /// <summary>Bits of frame_num in slice headers, and of the colour plane before it (0 or 2).</summary>
    public required int FrameNumberBits { get; init; }

    public required int ColourPlaneBits { get; init; }

    public required int Width { get; init; }

    public required int Height { get; init; }

    /// <summary>Pictures that may be reordered; 0 also where the stream does not say and it must be learnt.</summary>
    public required int ReorderDepth { get; init; }

    /// <summary>Bits between which timing and buffering lie, which no decoder minds.</summary>
    public required int TimingStart { get; init; }

    public required int TimingEnd { get; init; }

    /// <summary>Bytes of the NAL unit that belong to it; what follows is padding or rubbish.</summary>
    public required int Bytes { get; init; }
}
