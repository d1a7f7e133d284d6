using Microsoft.Extensions.Time.Testing;
using Nvr.Board.Cooling;
using Nvr.Core;
using Nvr.Core.Health;
using Nvr.Core.Time;

namespace Nvr.Board.Tests.Cooling;

public sealed class FanKeeperTests : IDisposable
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private readonly SimulatedFan fan = new();
    private readonly HealthBoard health = new();
    private readonly FanKeeper keeper;

    public FanKeeperTests() => keeper = new FanKeeper(fan, new BoxClock(new FakeTimeProvider(), Guid.NewGuid()), health);

    [Fact]
    public async Task Fan_FollowsTheTemperature_AndNothingIsToldOfIt()
    {
        fan.Play(55, false);

        await keeper.LookAsync(Cancellation);

        Assert.Equal(new FanState(0.65, 55, 1950, false), keeper.State! with { Fraction = Math.Round(keeper.State!.Fraction, 3) });
        Assert.Empty(health.Read());
    }

    [Fact]
    public async Task Sensor_ThatIsSilent_HasTheFanRunAtFullSpeed_AndIsToldUntilItAnswers()
    {
        fan.Play(null, false);
        await keeper.LookAsync(Cancellation);

        Assert.Equal((1, SimulatedFan.FastestRpm), (keeper.State!.Fraction, keeper.State.Rpm));
        Assert.Equal(("fan/sensor", HealthLevel.Attention), Told());

        fan.Play(30, false);
        await keeper.LookAsync(Cancellation);
        Assert.Equal(0, keeper.State!.Fraction);
        Assert.Empty(health.Read());
    }

    [Fact]
    public async Task Fan_ThatIsStuck_IsAFailure_IsTriedAtFullSpeed_AndIsWellAgainOnceItTurns()
    {
        fan.Play(50, true);
        await keeper.LookAsync(Cancellation);
        Assert.Empty(health.Read());
        await keeper.LookAsync(Cancellation);
        Assert.Equal(("fan", HealthLevel.Failure), Told());
        await keeper.LookAsync(Cancellation);
        Assert.Equal((1, true), (keeper.State!.Fraction, keeper.State.IsStalled));

        fan.Play(50, false);
        await keeper.LookAsync(Cancellation);
        Assert.Empty(health.Read());
        await keeper.LookAsync(Cancellation);
        Assert.True(keeper.State!.Fraction < 1);
    }

    [Fact]
    public async Task Fan_ThatNeedNotTurn_IsNotCalledStuck()
    {
        fan.Play(25, true);
        for (int look = 0; look < 5; look++)
        {
            await keeper.LookAsync(Cancellation);
        }
        Assert.Empty(health.Read());
    }

    [Theory]
    [InlineData(72, HealthLevel.Attention)]
    [InlineData(80, HealthLevel.Failure)]
    public async Task Heat_IsTold(double celsius, HealthLevel level)
    {
        fan.Play(celsius, false);
        await keeper.LookAsync(Cancellation);
        Assert.Equal(("temperature", level), Told());
    }

    [Fact]
    public async Task End_LeavesTheFanAtFullSpeed()
    {
        fan.Play(25, false);
        using var stop = new CancellationTokenSource();
        Task running = keeper.RunAsync(stop.Token);
        Assert.Equal(0, await fan.MeasureRpmAsync(Cancellation));

        await stop.CancelAsync();
        await running;

        Assert.Equal(SimulatedFan.FastestRpm, await fan.MeasureRpmAsync(Cancellation));
    }

    [Fact]
    public async Task Fan_ThatCannotBeSet_IsTold()
    {
        var deaf = new FanKeeper(new DeafFan(), new BoxClock(new FakeTimeProvider(), Guid.NewGuid()), health);
        await deaf.LookAsync(Cancellation);
        Assert.Equal(("fan", HealthLevel.Attention), Told());
    }

    public void Dispose() => fan.Dispose();

    private (string Part, HealthLevel Level) Told() => health.Read() is [var only] ? (only.Part, only.Level) : throw new Xunit.Sdk.XunitException($"{health.Read().Count} things are told");

    private sealed class DeafFan : IFan
    {
        public double ReadCelsius() => 30;

        public void Set(double fraction) => throw new NvrException(ErrorKind.Unreachable, "\"fans\" does not answer.");

        public Task<int?> MeasureRpmAsync(CancellationToken cancellation) => throw new NvrException(ErrorKind.Unreachable, "\"fans\" does not answer.");

        public void Dispose()
        {
        }
    }
}
