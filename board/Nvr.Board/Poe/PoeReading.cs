namespace Nvr.Board.Poe;

/// <summary>What one port delivers at the moment of reading. Immutable.</summary>
/// <param name="Class">What the device asked for, 0 to 4 (IEEE 802.3at); null where it is not told.</param>
/// <param name="Volts">At the port.</param>
/// <param name="Milliamps">Through the port.</param>
public sealed record PoeReading(int? Class, double Volts, double Milliamps)
{
    public double Watts => Volts * Milliamps / 1000;
}
