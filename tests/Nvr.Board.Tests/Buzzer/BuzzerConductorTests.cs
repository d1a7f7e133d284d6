using Microsoft.Extensions.Time.Testing;
using Nvr.Board.Buzzer;
using Nvr.Board.Files;
using Nvr.Board.Lines;
using Nvr.Board.Parts;
using Nvr.Core.Health;
using Nvr.Core.Time;

namespace Nvr.Board.Tests.Buzzer;

/// <summary>The buzzer of the simulated board over time.</summary>
public sealed class BuzzerConductorTests : IAsyncDisposable
{
    private static readonly LinePlace Line = BoardFile.Load(BoardFile.SimulatedName).Panel.Buzzer!;

    private readonly FakeTimeProvider time = new();
    private readonly CancellationTokenSource ending = new();
    private readonly HealthBoard health = new();
    private readonly BoxClock clock;
    private readonly SimulatedLines lines;
    private readonly BuzzerConductor conductor;
    private readonly Task running;
    private bool isBroken;

    public BuzzerConductorTests()
    {
        clock = new BoxClock(time, Guid.NewGuid());
        lines = new SimulatedLines(clock);
        conductor = new BuzzerConductor(Line, new BreakableLines(lines, _ => isBroken), clock, health);
        running = Task.Run(() => conductor.RunAsync(ending.Token));
    }

    public async ValueTask DisposeAsync()
    {
        await ending.CancelAsync();
        await running;
        ending.Dispose();
    }

    [Theory]
    [InlineData(0, true)]
    [InlineData(999, true)]
    [InlineData(1000, false)]
    [InlineData(1500, true)]
    [InlineData(2000, false)]
    [InlineData(2999, true)]
    [InlineData(3000, false)]
    [InlineData(9999, false)]
    [InlineData(10_000, true)]
    [InlineData(31_600, true)]
    public void Failure_IsOneLongAndTwoShort_EveryTenSeconds(long atMs, bool sounds) => Assert.Equal(sounds, BuzzerTune.Failure.At(atMs));

    [Theory]
    [InlineData(0, 300L)]
    [InlineData(300, 600L)]
    [InlineData(899, 900L)]
    [InlineData(900, null)]
    [InlineData(100_000, null)]
    public void Attention_EndsAfterTwoShortOnes(long atMs, long? next) => Assert.Equal(next, BuzzerTune.Attention.NextEdge(atMs));

    [Fact]
    public async Task Alarm_IsHeardInItsRhythm_AndEndsWithSilence()
    {
        conductor.Show(new Alarm(BuzzerTune.Failure, clock.MonotonicUs / 1000));
        await SoundsAsync(true);

        await SoundsLaterAsync(false);
        await SoundsLaterAsync(true);
        conductor.Show(null);
        await SoundsAsync(false);
    }

    [Fact]
    public async Task Buzzer_IsSilentWhenTheProgramEnds()
    {
        conductor.Show(new Alarm(BuzzerTune.Failure, clock.MonotonicUs / 1000));
        await SoundsAsync(true);

        await ending.CancelAsync();
        await running;

        Assert.False(lines.Read(Line));
    }

    [Fact]
    public async Task Line_ThatCannotBeSet_IsToldAndTriedAgain()
    {
        isBroken = true;
        conductor.Show(new Alarm(BuzzerTune.Failure, clock.MonotonicUs / 1000));
        await Eventually.TrueAsync(() => health.Read().Any(i => i is { Part: "panel/buzzer", Level: HealthLevel.Attention }), "the trouble is told");

        isBroken = false;
        await SoundsLaterAsync(true);
        Assert.Empty(health.Read());
    }

    private Task SoundsAsync(bool sounds) => Eventually.TrueAsync(() => lines.Read(Line) == sounds, sounds ? "it sounds" : "it is silent");

    private Task SoundsLaterAsync(bool sounds) => Eventually.TrueAsync(
        () =>
        {
            time.Advance(TimeSpan.FromMilliseconds(100));
            return lines.Read(Line) == sounds;
        },
        sounds ? "it sounds as the clock goes on" : "it is silent as the clock goes on");
}
