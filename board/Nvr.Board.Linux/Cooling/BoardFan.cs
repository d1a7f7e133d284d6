using Nvr.Board.Cooling;
using Nvr.Board.Lines;

namespace Nvr.Board.Linux.Cooling;

/// <summary>The fan that a board file describes, on the kernel's interfaces. As of <see cref="IFan"/>.</summary>
public sealed class BoardFan : IFan
{
    private const string Sysfs = "/sys";

    private readonly Thermometer thermometer;
    private readonly IFan fan;

    /// <param name="board">It has a fan.</param>
    public BoardFan(BoardDescription board, IBoardLines lines, TimeProvider time)
    {
        thermometer = new Thermometer(board.Chips.FirstOrDefault(c => c.Name == board.Fan!.Sensor), Sysfs);
        fan = board.Fan!.Hwmon is { } name ? new HwmonFan(name, thermometer.ReadCelsius, Sysfs) : new LineFan(board.Fan, lines, thermometer.ReadCelsius, time);
    }

    public double ReadCelsius() => fan.ReadCelsius();

    public void Set(double fraction) => fan.Set(fraction);

    public Task<int?> MeasureRpmAsync(CancellationToken cancellation) => fan.MeasureRpmAsync(cancellation);

    public void Dispose()
    {
        fan.Dispose();
        thermometer.Dispose();
    }
}
