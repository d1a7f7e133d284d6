namespace Nvr.Board.Disks;

/// <summary>One disk of an array at the moment of reading. Immutable.</summary>
/// <param name="Device">The kernel's name of the disk, as of <see cref="DiskFacts.Device"/>; null when the disk is gone and the kernel still lists it.</param>
/// <param name="Slot">Its place in the array, from 0; null for a spare or a faulty one.</param>
/// <param name="State">What it does there.</param>
/// <param name="ReadErrors">How often reading failed and the kernel put the sector right from the others, since it was joined.</param>
public sealed record ArrayMember(string? Device, int? Slot, MemberState State, long ReadErrors);
