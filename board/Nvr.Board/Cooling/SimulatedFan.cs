using Nvr.Core;

namespace Nvr.Board.Cooling;

/// <summary>The fan of a board without hardware: temperature and faults are set by hand, its speed can be looked at. Thread-safe.</summary>
public sealed class SimulatedFan : IFan
{
    /// <summary>At full speed.</summary>
    public const int FastestRpm = 3000;

    private volatile Script now = new(45, false);
    private double fraction;

    /// <summary>How warm it is, null where the sensor is silent; and whether the fan is stuck.</summary>
    public void Play(double? celsius, bool isStuck) => now = new Script(celsius, isStuck);

    public double ReadCelsius() => now.Celsius ?? throw new NvrException(ErrorKind.Unreachable, "The temperature sensor does not answer.");

    public void Set(double fraction) => Volatile.Write(ref this.fraction, fraction);

    public Task<int?> MeasureRpmAsync(CancellationToken cancellation) => Task.FromResult<int?>(now.IsStuck ? 0 : (int)Math.Round(FastestRpm * Volatile.Read(ref fraction)));

    public void Dispose()
    {
        // Nothing is held.
    }

    private sealed record Script(double? Celsius, bool IsStuck);
}
