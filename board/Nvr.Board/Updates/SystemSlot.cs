namespace Nvr.Board.Updates;

/// <summary>One of the systems of a box, between which its boot loader chooses. Immutable.</summary>
/// <param name="BootName">As the boot loader calls it, such as A.</param>
/// <param name="IsBooted">It is the one that runs.</param>
/// <param name="IsGood">Whether the boot loader would start it; null where it does not tell.</param>
/// <param name="Version">Of what was installed there last; null where nothing was, as in the first system of a new box.</param>
public sealed record SystemSlot(string BootName, bool IsBooted, bool? IsGood, string? Version);
