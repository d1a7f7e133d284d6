namespace Nvr.Board.Sticks;

/// <summary>A stick as it was found, before it is judged. Immutable.</summary>
/// <param name="Id">As of <see cref="StickFacts.Id"/>.</param>
/// <param name="Bytes">The size of the whole stick.</param>
/// <param name="Parts">In their order on the stick: its partitions, or the whole of it where it has none.</param>
public sealed record StickDrive(string Id, long Bytes, IReadOnlyList<StickPart> Parts)
{
    /// <summary>As it tells it.</summary>
    public string Vendor { get; init; } = "";

    /// <summary>As it tells it.</summary>
    public string Model { get; init; } = "";

    /// <summary>Nothing can be written to the whole stick.</summary>
    public bool IsReadOnly { get; init; }
}
