using Nvr.Core.Media;

namespace Nvr.Rtsp.Codecs;

/// <summary>A whole picture or audio frame as the depacketizer found it, before its times are put right. The data is lent.</summary>
internal readonly ref struct CodedUnit
{
    public required TrackFormat Format { get; init; }

    public required uint RtpTime { get; init; }

    /// <summary>When the first packet of the unit arrived, in monotonic microseconds.</summary>
    public required long ArrivalUs { get; init; }

    public required bool IsRandomAccess { get; init; }

    /// <summary>True for pictures that may be shown before one that was sent earlier.</summary>
    public bool MayStepBack { get; init; }

    public required ReadOnlySpan<byte> Data { get; init; }
}
