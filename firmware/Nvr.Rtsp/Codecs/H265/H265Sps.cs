namespace Nvr.Rtsp.Codecs.H265;

/// <summary>What a recorder needs from an H.265 sequence parameter set (ITU-T H.265 section 7.3.2.2).</summary>
internal sealed record H265Sps
{
    /// <summary>general_profile_space to general_level_idc, as the decoder configuration record repeats them.</summary>
    public required byte[] ProfileTierLevel { get; init; }

    public required int Id { get; init; }

    public required int SubLayers { get; init; }

    public required bool TemporalIdNested { get; init; }

    public required int ChromaFormatIdc { get; init; }

    public required int BitDepthLuma { get; init; }

    public required int BitDepthChroma { get; init; }

    public required int Width { get; init; }

    public required int Height { get; init; }

    /// <summary>Pictures that may be reordered at the highest temporal layer.</summary>
    public required int ReorderDepth { get; init; }

    /// <summary>Bits between which the timing lies, which no decoder minds.</summary>
    public required int TimingStart { get; init; }

    public required int TimingEnd { get; init; }
}
