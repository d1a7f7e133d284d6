namespace Fuzz.Material;

/// <summary>One datagram of a recording, and how long after the one before it came.</summary>
internal sealed record RecordedPacket(bool IsControl, int DelayMs, byte[] Bytes);
