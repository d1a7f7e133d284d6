namespace Nvr.Board.Parts;

/// <summary>
/// One PoE port of the box: either a channel of a PoE chip, or lines of a plain supply. Immutable.
/// </summary>
/// <param name="Name">As printed on the case.</param>
public sealed record PoePortDescription(string Name)
{
    /// <summary>The name of a PoE chip; null for a plain supply.</summary>
    public string? Chip { get; init; }

    /// <summary>The chip's channel, 0 to 3.</summary>
    public int Channel { get; init; }

    /// <summary>Switches a plain supply on; null where it is always on.</summary>
    public LinePlace? Enable { get; init; }

    /// <summary>Tells that a plain supply delivers.</summary>
    public LinePlace? PowerGood { get; init; }

    /// <summary>The kernel's name of the port on the box's switch, such as <c>lan1</c>: it tells link and MAC. Null where one cannot tell.</summary>
    public string? Interface { get; init; }

    /// <summary>A higher one keeps its power longer when the budget is used up: 1 (first to be shed) to 3.</summary>
    public int Priority { get; init; } = 2;

    public LedDescription? Led { get; init; }
}
