namespace Bench.Motion;

/// <summary>How cameras encode the small stream that is looked at. Immutable.</summary>
/// <param name="Name">For the table.</param>
/// <param name="GopSeconds">From key picture to key picture.</param>
/// <param name="Kbit">The most that pictures may take, in kbit/s.</param>
/// <param name="Quality">To which they are coded; null: the rate is used up whatever is seen.</param>
internal sealed record SubStream(string Name, int GopSeconds, int Kbit, int? Quality)
{
    /// <summary>What cameras' pages call CBR and VBR.</summary>
    public static IReadOnlyList<SubStream> All { get; } = [new("bounded rate", 2, 500, null), new("by quality", 4, 800, 28)];
}
