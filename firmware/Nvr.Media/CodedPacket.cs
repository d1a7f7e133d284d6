using FFmpeg.AutoGen;

namespace Nvr.Media;

/// <summary>Coded bytes out of an encoder. The data is the encoder's and valid during the call that hands it over.</summary>
public readonly ref struct CodedPacket
{
    public required ReadOnlySpan<byte> Data { get; init; }

    /// <summary>Decoding time in the encoder's time base; AV_NOPTS_VALUE where it does not say.</summary>
    public required long Dts { get; init; }

    public required bool IsKey { get; init; }

    internal static unsafe CodedPacket Of(AVPacket* packet) => new()
    {
        Data = new ReadOnlySpan<byte>(packet->data, packet->size),
        Dts = packet->dts,
        IsKey = (packet->flags & ffmpeg.AV_PKT_FLAG_KEY) != 0,
    };
}
