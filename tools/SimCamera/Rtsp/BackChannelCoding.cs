namespace SimCamera.Rtsp;

/// <summary>A coding in which a camera takes sound: how the SDP names it. Immutable.</summary>
internal sealed record BackChannelCoding(int PayloadType, string RtpMap)
{
    public static readonly BackChannelCoding Mulaw = new(0, "PCMU/8000");

    public static readonly BackChannelCoding Alaw = new(8, "PCMA/8000");

    public static readonly BackChannelCoding Aac = new(104, "MPEG4-GENERIC/16000/1");
}
