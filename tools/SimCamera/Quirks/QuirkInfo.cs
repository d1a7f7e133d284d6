namespace SimCamera.Quirks;

/// <summary>
/// A quirk as a user sees it: its name, what stands after <c>=</c> (null: nothing), and what it does in a sentence. Immutable.
/// </summary>
public sealed record QuirkInfo(string Name, string? Parameter, string Sentence);
