namespace Nvr.Mp4.Tests.Material;

/// <summary>One coded sample of a source movie; times in track ticks from the track's beginning.</summary>
internal sealed record Packet(long Dts, int CompositionOffset, bool IsSync, byte[] Data);
