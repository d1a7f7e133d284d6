namespace Nvr.Board.Parts;

/// <summary>A chip on an I2C bus. Immutable.</summary>
/// <param name="Name">What the rest of the board file calls it.</param>
/// <param name="Kind">Which driver it needs.</param>
/// <param name="Bus">N of <c>/dev/i2c-N</c>.</param>
/// <param name="Address">Seven bits, as <c>i2cdetect</c> prints it.</param>
public sealed record ChipDescription(string Name, ChipKind Kind, int Bus, int Address)
{
    /// <summary>A chip of PoE ports measures current by the voltage across this resistor: 255 or 250 milliohms.</summary>
    public int ShuntMilliohms { get; init; } = 255;

    /// <summary>The line that the chip pulls when an input of its changed; null where it is not wired, and the chip is asked instead.</summary>
    public LinePlace? Interrupt { get; init; }
}
