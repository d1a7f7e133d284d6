namespace Nvr.Board.Cooling;

/// <summary>The fan of a box and the temperature that it follows. Used by one task at a time. Failures are <see cref="Nvr.Core.NvrException"/> in words.</summary>
public interface IFan : IDisposable
{
    double ReadCelsius();

    /// <summary>Sets how fast it is to turn, 0 to 1; one that can only be on or off is on from a half on.</summary>
    void Set(double fraction);

    /// <summary>How fast it turns, measured for about a second; null where nothing measures it.</summary>
    Task<int?> MeasureRpmAsync(CancellationToken cancellation);
}
