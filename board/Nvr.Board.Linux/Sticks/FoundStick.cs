using Nvr.Board.Sticks;

namespace Nvr.Board.Linux.Sticks;

/// <summary>A stick with what it is called by those who act on it. Immutable.</summary>
/// <param name="Facts">What is told of it.</param>
/// <param name="Kernel">The kernel's name: "sda".</param>
/// <param name="Drive">Its object as a drive.</param>
/// <param name="CanPowerOff">Its power can be taken away.</param>
/// <param name="Chosen">The object of the part that is written to.</param>
/// <param name="Mounted">The objects of all parts that are mounted.</param>
internal sealed record FoundStick(StickFacts Facts, string Kernel, string Drive, bool CanPowerOff, string Chosen, IReadOnlyList<string> Mounted);
