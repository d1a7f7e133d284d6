namespace Nvr.Board.Poe;

/// <summary>What ports share their power from. Immutable.</summary>
/// <param name="Name">Unique on this box: <see cref="BoxName"/>, or the name of a switch.</param>
/// <param name="BudgetWatts">What all its ports together may draw.</param>
public sealed record PoeSupply(string Name, double BudgetWatts)
{
    /// <summary>The supply of the box's own ports.</summary>
    public const string BoxName = "box";

    /// <summary>What it delivers, as it says itself; null where only its ports tell.</summary>
    public double? UsedWatts { get; init; }

    /// <summary>How many of its ports stand beside each other on the case of the box, in the order in which they are read; null for a switch, whose case nobody describes.</summary>
    public int? PerRow { get; init; }

    /// <summary>True for a switch, which sheds by its own judgement and the priorities it was given; the box's own ports are shed by the box.</summary>
    public bool ShedsByItself { get; init; }
}
