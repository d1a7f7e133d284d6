namespace Nvr.Mp4.Stitching;

/// <summary>Coded frames of sound, one after the other without a hole. Lent by whoever made it.</summary>
/// <param name="StartDts">Time of the first frame, in ticks of its track.</param>
/// <param name="FrameTicks">Duration of each frame.</param>
/// <param name="Sizes">Bytes of each frame; empty when there is none.</param>
/// <param name="Data">The frames.</param>
public readonly record struct SoundRun(long StartDts, int FrameTicks, IReadOnlyList<int> Sizes, ReadOnlyMemory<byte> Data);
