using System.Collections.Concurrent;
using Microsoft.Extensions.Time.Testing;
using Nvr.Board.Buttons;
using Nvr.Board.Lines;
using Nvr.Board.Panel;
using Nvr.Board.Parts;
using Nvr.Core.Health;
using Nvr.Core.Time;

namespace Nvr.Board.Tests.Buttons;

/// <summary>Buttons on the lines of a board, from the edge to the wish.</summary>
public sealed class PanelButtonsTests : IAsyncDisposable
{
    private readonly FakeTimeProvider time = new();
    private readonly CancellationTokenSource ending = new();
    private readonly ConcurrentQueue<PanelWish> wishes = new();
    private readonly ConcurrentQueue<ResetStage> stages = new();
    private readonly LinePlace reset = new("front", 1, ActiveLow: true);
    private readonly LinePlace locate = new("front", 2, ActiveLow: true);
    private readonly SimulatedLines lines;
    private readonly BoxClock clock;
    private PanelButtons? buttons;
    private Task running = Task.CompletedTask;

    public PanelButtonsTests()
    {
        clock = new BoxClock(time, Guid.NewGuid());
        lines = new SimulatedLines(clock);
    }

    public async ValueTask DisposeAsync()
    {
        await ending.CancelAsync();
        await running;
        buttons?.Dispose();
        ending.Dispose();
    }

    [Fact]
    public async Task Press_OnTheLine_IsAWish()
    {
        Start();
        lines.Press(locate, true);
        await PassAsync(TimeSpan.FromMilliseconds(300));
        lines.Press(locate, false);

        await AdvanceUntilAsync(() => !wishes.IsEmpty);
        Assert.Equal([PanelWish.Locate], wishes);
    }

    [Fact]
    public async Task Reset_WhileItIsHeld_TellsItsStages()
    {
        Start();
        lines.Press(reset, true);
        await AdvanceUntilAsync(() => stages.Contains(ResetStage.FactorySettings));

        Assert.Equal([ResetStage.PasswordAndNetwork, ResetStage.FactorySettings], stages.Where(s => s != ResetStage.None));
    }

    [Fact]
    public async Task Button_HeldSinceBeforeTheStart_IsNoWish()
    {
        lines.Press(locate, true);
        Start();
        await PassAsync(TimeSpan.FromSeconds(1));
        lines.Press(locate, false);
        await PassAsync(TimeSpan.FromSeconds(1));

        Assert.Empty(wishes);
    }

    private void Start()
    {
        var board = new BoardDescription
        {
            Name = "B",
            Panel = new PanelDescription { Buttons = new Dictionary<PanelButton, LinePlace> { [PanelButton.Reset] = reset, [PanelButton.Locate] = locate } },
        };
        buttons = new PanelButtons(board, lines, clock, new HealthBoard());
        running = Task.Run(() => buttons.RunAsync(wishes.Enqueue, stages.Enqueue, ending.Token));
    }

    /// <summary>Lets time go by in steps that the listener can follow.</summary>
    private async Task PassAsync(TimeSpan span)
    {
        for (TimeSpan gone = TimeSpan.Zero; gone < span; gone += TimeSpan.FromMilliseconds(25))
        {
            time.Advance(TimeSpan.FromMilliseconds(25));
            await Task.Delay(2, TestContext.Current.CancellationToken);
        }
    }

    private async Task AdvanceUntilAsync(Func<bool> condition) => await Eventually.TrueAsync(
        () =>
        {
            time.Advance(TimeSpan.FromMilliseconds(10));
            return condition();
        },
        "it happens as the clock goes on");
}
