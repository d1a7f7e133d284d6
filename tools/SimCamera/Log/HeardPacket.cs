namespace SimCamera.Log;

/// <summary>One packet of sound for the loudspeaker; <paramref name="ArrivalUs"/> by the monotonic clock. Immutable.</summary>
public sealed record HeardPacket(int PayloadType, bool Marker, ushort Sequence, uint Time, long ArrivalUs, byte[] Payload);
