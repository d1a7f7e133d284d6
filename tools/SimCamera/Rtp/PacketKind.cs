namespace SimCamera.Rtp;

/// <summary>What a piece of a batch is on the wire. <see cref="Raw"/> bytes go out bare between interleaved frames, never over UDP.</summary>
internal enum PacketKind
{
    Rtp,
    Rtcp,
    Raw,
}
