using System.Threading.Channels;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Nvr.Adoption;
using Nvr.Board.Buttons;
using Nvr.Board.Buzzer;
using Nvr.Board.Panel;
using Nvr.Core.Health;
using Nvr.Core.Time;

namespace Nvr.Appliance.Panel;

/// <summary>
/// Keeps lights, display and buzzer right and does what the buttons ask for, for as long as the program runs. Whatever goes wrong with a panel is told and tried again: it must
/// not end the program, which records.
/// </summary>
internal sealed partial class PanelService(
    PanelFactsSource source, DisplayFactsSource display, PanelOutputs outputs, PanelButtons buttons, PanelDeeds deeds, FrontPanel panel, AlarmBook alarms, HealthBoard health, BoxClock clock,
    ILogger<PanelService> logger) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan RestAfterTrouble = TimeSpan.FromSeconds(10);

    private readonly Doorbell hand = new(clock.Time);
    private readonly Channel<PanelWish> wishes = Channel.CreateBounded<PanelWish>(new BoundedChannelOptions(16) { FullMode = BoundedChannelFullMode.DropWrite, SingleReader = true });
    private volatile ResetStage stage;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        Func<CancellationToken, Task>?[] works =
            [ShowAsync, outputs.Lights.RunAsync, outputs.Buzzer is { } buzzer ? buzzer.RunAsync : null, outputs.Display is { } shown ? shown.RunAsync : null, stop => buttons.RunAsync(Do, Stage, stop), DoAllAsync];
        await Task.WhenAll(works.OfType<Func<CancellationToken, Task>>().Select(work => SuperviseAsync(work, stoppingToken)));
        var stopping = new PanelReading(new PanelFacts { Phase = BoxPhase.Stopping }, 0, 0);
        outputs.Lights.Show(stopping.Facts);
        outputs.Display?.Show(display.Gather(stopping));
        // Stopped already, each sets its lines once more.
        await outputs.Lights.RunAsync(stoppingToken);
        await (outputs.Display?.RunAsync(stoppingToken) ?? Task.CompletedTask);
    }

    private Task SuperviseAsync(Func<CancellationToken, Task> work, CancellationToken stopping) =>
        Rounds.RunAsync(work, RestAfterTrouble, clock.Time, LogTrouble, stopping);

    private async Task ShowAsync(CancellationToken stopping)
    {
        while (!stopping.IsCancellationRequested)
        {
            PanelReading gathered = await source.GatherAsync(stopping);
            PanelReading reading = gathered with { Facts = gathered.Facts with { Reset = stage, IsLocating = panel.IsLocating } };
            outputs.Lights.Show(reading.Facts);
            outputs.Buzzer?.Show(reading.Facts.Phase == BoxPhase.Running ? alarms.Hear(health.Read(), clock.MonotonicUs / 1000) : null);
            outputs.Display?.Show(display.Gather(reading));
            await hand.WaitAsync(clock.UntilNext(Interval), stopping);
        }
    }

    // The listener to the buttons must not wait for a deed.
    private void Do(PanelWish wish) => wishes.Writer.TryWrite(wish);

    private async Task DoAllAsync(CancellationToken stopping)
    {
        await foreach (PanelWish wish in wishes.Reader.ReadAllAsync(stopping))
        {
            await deeds.DoAsync(wish, stopping);
            hand.Ring();
        }
    }

    private void Stage(ResetStage now)
    {
        stage = now;
        hand.Ring();
    }

    [LoggerMessage(LogLevel.Error, "The front panel broke off and begins anew")]
    private partial void LogTrouble(Exception trouble);
}
