namespace Nvr.Board.Disks;

/// <summary>What is remembered of an array of this box. Immutable.</summary>
/// <param name="Id">As of <see cref="ArrayFacts.Id"/>.</param>
/// <param name="Past">How it was before.</param>
/// <param name="Bays">Where its members were when it was last whole.</param>
public sealed record KnownArray(string Id, ArrayPast Past, IReadOnlyList<string> Bays);
