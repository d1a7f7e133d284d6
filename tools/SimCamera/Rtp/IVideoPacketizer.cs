using SimCamera.Streaming;

namespace SimCamera.Rtp;

/// <summary>Turns one picture into RTP packets; the last one carries the marker. Stateless, used from any session.</summary>
internal interface IVideoPacketizer
{
    void Write(VideoDraft draft, RtpFlow flow, PacketBatch batch);
}
