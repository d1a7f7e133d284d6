using Microsoft.Extensions.Time.Testing;
using Nvr.Board.Cooling;
using Nvr.Board.Lines;
using Nvr.Board.Parts;
using Nvr.Core.Time;

namespace Nvr.Board.Tests.Cooling;

public sealed class LineFanTests
{
    private static readonly LinePlace Drive = new("front", 40, false);
    private static readonly LinePlace Tachometer = new("front", 41, false);

    [Fact]
    public async Task Tachometer_IsCountedForASecond_AndNotHeardInBetween()
    {
        var time = new FakeTimeProvider();
        using var lines = new SimulatedLines(new BoxClock(time, Guid.NewGuid()));
        using var fan = new LineFan(new FanDescription(Drive, Tachometer, null, null), lines, () => 40, time);
        Pulse(lines, 7);

        Task<int?> measured = fan.MeasureRpmAsync(TestContext.Current.CancellationToken);
        Pulse(lines, 50);
        time.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal(1500, await measured);
        fan.Set(0.4);
        Assert.Equal(0.4, lines.Level(Drive));
    }

    [Fact]
    public async Task Fan_WithoutTachometer_IsNotMeasured()
    {
        var time = new FakeTimeProvider();
        using var lines = new SimulatedLines(new BoxClock(time, Guid.NewGuid()));
        using var fan = new LineFan(new FanDescription(Drive, null, null, null), lines, () => 40, time);

        Assert.Null(await fan.MeasureRpmAsync(TestContext.Current.CancellationToken));
    }

    private static void Pulse(SimulatedLines lines, int times)
    {
        for (int i = 0; i < times; i++)
        {
            lines.Press(Tachometer, true);
            lines.Press(Tachometer, false);
        }
    }
}
