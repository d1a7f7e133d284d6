namespace SimCamera;

/// <summary>The video codings a simulated camera can send. Plain values.</summary>
public enum VideoCodec
{
    H264,
    H265,
    Mjpeg,
}
