namespace Nvr.Board.Parts;

/// <summary>The front panel; all of it may be missing. Immutable.</summary>
public sealed record PanelDescription
{
    public static PanelDescription None { get; } = new();

    public IReadOnlyDictionary<PanelLed, LedDescription> Leds { get; init; } = new Dictionary<PanelLed, LedDescription>();

    public IReadOnlyDictionary<PanelButton, LinePlace> Buttons { get; init; } = new Dictionary<PanelButton, LinePlace>();

    public DisplayDescription? Display { get; init; }

    public LinePlace? Buzzer { get; init; }
}
