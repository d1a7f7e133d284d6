namespace SimCamera.Material;

/// <summary>One packet of an <see cref="EncodedFile"/>: presentation time in its time base, and length. Plain values.</summary>
internal readonly record struct EncodedPacket(long Pts, int Bytes);
