namespace Nvr.Web.Panel;

/// <summary>The front panel at one moment. Immutable.</summary>
/// <param name="IsSimulated">True where the buttons can be pressed from the page.</param>
/// <param name="IsLocating">True while the box blinks to be found.</param>
/// <param name="Leds">In the order of the case: the panel's own, then disk bays, then PoE ports.</param>
/// <param name="Buttons">Their names.</param>
/// <param name="Display">Null where the panel has none.</param>
/// <param name="Buzzer">Null where the panel has none.</param>
/// <param name="Fan">Null where the box has none, and before it was looked at.</param>
public sealed record FrontPanelView(
    bool IsSimulated, bool IsLocating, IReadOnlyList<FrontLed> Leds, IReadOnlyList<string> Buttons, FrontDisplay? Display = null, FrontBuzzer? Buzzer = null, FrontFan? Fan = null);
