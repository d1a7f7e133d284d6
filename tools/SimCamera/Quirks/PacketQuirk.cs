using SimCamera.Rtp;
using SimCamera.Streaming;

namespace SimCamera.Quirks;

/// <summary>A quirk of the packets of a picture.</summary>
internal sealed class PacketQuirk(Action<PacketBatch, int, RtpFlow, VideoDraft> change) : Quirk
{
    public override void OnPackets(PacketBatch batch, int first, RtpFlow flow, VideoDraft draft) => change(batch, first, flow, draft);
}
