namespace Nvr.Onvif.Media;

/// <summary>What the recorder would like of an encoder. Nulls leave the camera's choice.</summary>
public sealed record EncoderWish
{
    /// <summary>From one key frame to the next: short enough to seek and to cut, long enough not to waste bits.</summary>
    public TimeSpan? KeyFrameInterval { get; init; } = TimeSpan.FromSeconds(2);

    public VideoEncoding? Encoding { get; init; }

    /// <summary>For evidence: the camera's own picture, only its key frames as wished.</summary>
    public static EncoderWish Main { get; } = new();

    /// <summary>For grids and phones, which decode H.264 everywhere.</summary>
    public static EncoderWish Sub { get; } = new() { Encoding = VideoEncoding.H264 };
}
