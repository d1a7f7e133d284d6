namespace SimCamera.Rtp;

/// <summary>A piece of a <see cref="PacketBatch"/>. Plain values.</summary>
internal readonly record struct Packet(int Track, PacketKind Kind, int Offset, int Length);
