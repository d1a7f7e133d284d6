namespace Nvr.Mp4.Writing;

/// <summary>One sample that waits for the cut; its duration is known when the next one has come.</summary>
internal readonly record struct SampleRow(long Dts, int Bytes, int CompositionOffset, bool IsSync);
