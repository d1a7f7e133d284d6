namespace Nvr.Board.Poe;

/// <summary>What one port delivers at the moment of reading. Immutable. What is not told is null.</summary>
/// <param name="Class">What the device asked for, 0 to 8 (IEEE 802.3bt; 4 is the highest of 802.3at).</param>
/// <param name="Volts">At the port.</param>
/// <param name="Milliamps">Through the port.</param>
/// <param name="Watts">From the port; not what arrives at the device.</param>
public sealed record PoeReading(int? Class, double? Volts, double? Milliamps, double? Watts)
{
    public static PoeReading Measured(int? poeClass, double volts, double milliamps) => new(poeClass, volts, milliamps, volts * milliamps / 1000);
}
