namespace SimCamera.Rtp;

/// <summary>Chooses how pictures of a coding are cut into packets. Pure.</summary>
internal static class VideoPacketizer
{
    public static IVideoPacketizer For(VideoCodec codec, bool aggregate) => codec switch
    {
        VideoCodec.H264 => new H264Packetizer(aggregate),
        VideoCodec.H265 => new H265Packetizer(aggregate),
        _ => new JpegPacketizer(),
    };
}
