namespace Nvr.Core.Media;

/// <summary>
/// One coded picture, or one packet of audio, on its way from the depacketizer to the recorder. Lives on the stack: the data
/// belongs to the depacketizer and is valid only during the call that hands it over.
/// </summary>
public readonly ref struct AccessUnit
{
    /// <summary>Index into the session's tracks.</summary>
    public required int Track { get; init; }

    /// <summary>The format in force for this unit; another instance than before when the camera changed its parameters.</summary>
    public required TrackFormat Format { get; init; }

    /// <summary>Decoding time in ticks of <see cref="TrackFormat.ClockRate"/>; strictly increasing within a track and session.</summary>
    public required long Dts { get; init; }

    /// <summary>Presentation time minus decoding time, in ticks; never negative.</summary>
    public int CompositionOffset { get; init; }

    /// <summary>When the unit was captured, in monotonic microseconds of the box, with the jitter of the network filtered out.</summary>
    public required long CaptureUs { get; init; }

    /// <summary>True for audio and for pictures at which decoding can begin.</summary>
    public required bool IsRandomAccess { get; init; }

    /// <summary>How many packets of this track were lost since the unit before.</summary>
    public int LostPackets { get; init; }

    /// <summary>
    /// The sample as MP4 stores it: NAL units with 4-byte big-endian lengths and no parameter sets (H.264, H.265), one JPEG
    /// image, one raw AAC frame, one Opus packet, or wire-format PCM/ADPCM bytes.
    /// </summary>
    public required ReadOnlySpan<byte> Data { get; init; }
}
