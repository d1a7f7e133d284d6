namespace Nvr.Board.Disks;

/// <summary>What an array was before, which the kernel does not keep. Immutable.</summary>
/// <param name="WasEverWhole">Its first build ended: since then a missing member is a loss.</param>
/// <param name="WasWholeSinceStart">It was seen whole since the program started.</param>
public readonly record struct ArrayPast(bool WasEverWhole, bool WasWholeSinceStart);
