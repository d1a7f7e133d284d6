namespace Nvr.Board.Cooling;

/// <summary>
/// From a temperature to the speed of the fan: still below <see cref="StartCelsius"/>, then from the slowest at which it surely starts up to full speed at <see cref="FullCelsius"/>. It follows a rise at
/// once and a fall only behind <see cref="HysteresisCelsius"/>, so that it neither starts and stops nor sings at each breath of the processor. Used by one task.
/// </summary>
public sealed class FanCurve
{
    public const double StartCelsius = 42;
    public const double FullCelsius = 68;
    public const double HysteresisCelsius = 4;
    public const double Slowest = 0.3;

    private double held = double.NegativeInfinity;

    /// <summary>The speed for now, 0 to 1.</summary>
    public double Follow(double celsius)
    {
        held = Math.Clamp(held, celsius, celsius + HysteresisCelsius);
        return held switch
        {
            < StartCelsius => 0,
            >= FullCelsius => 1,
            _ => Slowest + ((1 - Slowest) * (held - StartCelsius) / (FullCelsius - StartCelsius)),
        };
    }
}
