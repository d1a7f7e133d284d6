using Nvr.Board.Lines;
using Nvr.Board.Parts;

namespace Nvr.Board.Cooling;

/// <summary>A fan on a line or channel of the board, with a tachometer on another where there is one. As of <see cref="IFan"/>.</summary>
/// <param name="fan">Its lines; it has a drive.</param>
/// <param name="readCelsius">Reads the temperature that it follows; fails as <see cref="IFan.ReadCelsius"/>.</param>
public sealed class LineFan(FanDescription fan, IBoardLines lines, Func<double> readCelsius, TimeProvider time) : IFan
{
    private const int PulsesATurn = 2;

    /// <summary>Each pulse is an event of the kernel's that wakes the program: they are counted for a second at a time, and not heard in between.</summary>
    private static readonly TimeSpan Window = TimeSpan.FromSeconds(1);

    public double ReadCelsius() => readCelsius();

    public void Set(double fraction) => lines.Dim(fan.Drive!, fraction);

    public async Task<int?> MeasureRpmAsync(CancellationToken cancellation)
    {
        if (fan.Tachometer is not { } tachometer)
        {
            return null;
        }
        int pulses = 0;
        using (lines.Watch(tachometer, edge => _ = edge.IsOn ? Interlocked.Increment(ref pulses) : 0))
        {
            await Task.Delay(Window, time, cancellation);
        }
        return (int)(Volatile.Read(ref pulses) * 60 / (PulsesATurn * Window.TotalSeconds));
    }

    public void Dispose()
    {
        // The lines are the board's.
    }
}
