using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Nvr.Adoption;
using Nvr.Board.Buttons;
using Nvr.Board.Panel;
using Nvr.Core.Time;

namespace Nvr.Appliance.Panel;

/// <summary>
/// Keeps the lights right and does what the buttons ask for, for as long as the program runs. Whatever goes wrong with a panel is told and tried again: it must
/// not end the program, which records.
/// </summary>
internal sealed partial class PanelService(
    PanelFactsSource source, PanelConductor conductor, PanelButtons buttons, FrontPanel panel, BoxClock clock, ILogger<PanelService> logger) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan RestAfterTrouble = TimeSpan.FromSeconds(10);

    private readonly SemaphoreSlim hand = new(0, 1);
    private volatile ResetStage stage;

    public override void Dispose()
    {
        base.Dispose();
        hand.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.WhenAll(
            SuperviseAsync(ShowAsync, stoppingToken),
            SuperviseAsync(conductor.RunAsync, stoppingToken),
            SuperviseAsync(stop => buttons.RunAsync(Do, Stage, stop), stoppingToken));
        conductor.Show(new PanelFacts { Phase = BoxPhase.Stopping });
        // Stopped already, it sets the lights once more.
        await conductor.RunAsync(stoppingToken);
    }

    private Task SuperviseAsync(Func<CancellationToken, Task> work, CancellationToken stopping) =>
        Rounds.RunAsync(work, RestAfterTrouble, clock.Time, LogTrouble, stopping);

    private async Task ShowAsync(CancellationToken stopping)
    {
        while (!stopping.IsCancellationRequested)
        {
            PanelFacts facts = await source.GatherAsync(stopping);
            conductor.Show(facts with { Reset = stage, IsLocating = panel.IsLocating });
            using var next = new CancellationTokenSource(Interval, clock.Time);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(next.Token, stopping);
            Task touched = hand.WaitAsync(either.Token);
            await touched.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private void Do(PanelWish wish)
    {
        LogWish(wish);
        if (wish == PanelWish.Locate)
        {
            panel.Locate(!panel.IsLocating);
        }
        Touch();
    }

    private void Stage(ResetStage now)
    {
        stage = now;
        Touch();
    }

    private void Touch()
    {
        lock (hand)
        {
            if (hand.CurrentCount == 0)
            {
                hand.Release();
            }
        }
    }

    [LoggerMessage(LogLevel.Information, "At the front panel: {Wish}")]
    private partial void LogWish(PanelWish wish);

    [LoggerMessage(LogLevel.Error, "The front panel broke off and begins anew")]
    private partial void LogTrouble(Exception trouble);
}
