namespace Nvr.Onvif.Media;

/// <summary>How a profile's video is coded. What is not known cannot be recorded.</summary>
public enum VideoEncoding
{
    Unknown,
    Jpeg,
    Mpeg4,
    H264,
    H265,
}
