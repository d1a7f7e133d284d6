namespace Nvr.Adoption.Makers;

/// <summary>One setting of a camera as its maker's own interface has it, and what the recorder wants in its place.</summary>
/// <param name="Key">Names it to the interface that read it.</param>
/// <param name="Name">In words, for the user.</param>
/// <param name="Value">As it is.</param>
/// <param name="Wanted">With which key pictures come regularly.</param>
internal sealed record MakerValue(string Key, string Name, string Value, string Wanted)
{
    public bool IsWanted => string.Equals(Value, Wanted, StringComparison.OrdinalIgnoreCase);
}
