namespace Nvr.Board.Parts;

/// <summary>
/// One LED of one to three colours. Amber, where it has no line of its own, is green and red together. Immutable; at least one is there.
/// </summary>
public sealed record LedDescription
{
    public LinePlace? Green { get; init; }

    public LinePlace? Red { get; init; }

    public LinePlace? Amber { get; init; }

    public LinePlace? Blue { get; init; }
}
