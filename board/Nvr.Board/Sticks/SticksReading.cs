namespace Nvr.Board.Sticks;

/// <summary>All sticks at one moment. Immutable.</summary>
public sealed record SticksReading(IReadOnlyList<StickFacts> Sticks)
{
    public static SticksReading Nothing { get; } = new([]);

    public StickFacts? Find(string stickId) => Sticks.FirstOrDefault(s => s.Id == stickId);
}
