using System.Threading.Channels;
using Nvr.Board.Lines;
using Nvr.Board.Panel;
using Nvr.Board.Parts;
using Nvr.Core;
using Nvr.Core.Health;
using Nvr.Core.Time;

namespace Nvr.Board.Buttons;

/// <summary>
/// Listens to the buttons of a board and tells what their user wishes. One task runs <see cref="RunAsync"/>; it sleeps while no button is touched, and looks at the
/// clock every 25 ms while one is held. A button that cannot be listened to is told on the health board under <c>panel/buttons</c>; the others work.
/// </summary>
public sealed class PanelButtons : IDisposable
{
    private const string Part = "panel/buttons";

    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(SteadyButton.RestMs);

    private readonly Channel<(PanelButton Button, ButtonEdge Edge)> edges = Channel.CreateBounded<(PanelButton, ButtonEdge)>(
        new BoundedChannelOptions(1024) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true });
    private readonly PanelKeys keys = new();
    private readonly List<IDisposable> watches = [];
    private readonly BoxClock clock;

    public PanelButtons(BoardDescription board, IBoardLines lines, BoxClock clock, HealthBoard health)
    {
        this.clock = clock;
        foreach ((PanelButton button, LinePlace line) in board.Panel.Buttons)
        {
            try
            {
                watches.Add(lines.Watch(line, edge => edges.Writer.TryWrite((button, new ButtonEdge(edge.IsOn, edge.MonotonicMs)))));
                if (lines.Read(line))
                {
                    keys.IgnoreUntilReleased(button);
                }
            }
            catch (NvrException deaf)
            {
                health.Report(new HealthItem(
                    Part, HealthLevel.Attention, "Not all buttons of the front panel work.", "Use this page instead, and have the box looked at.", deaf.Message));
            }
        }
    }

    /// <summary>Tells wishes, and what the reset button would do each time that changes, until cancelled. The receivers must not fail.</summary>
    public async Task RunAsync(Action<PanelWish> onWish, Action<ResetStage> onStage, CancellationToken cancellation)
    {
        ResetStage shown = ResetStage.None;
        while (await WaitAsync(cancellation))
        {
            while (edges.Reader.TryRead(out (PanelButton Button, ButtonEdge Edge) change))
            {
                keys.Take(change.Button, change.Edge);
            }
            long nowMs = clock.MonotonicUs / 1000;
            foreach (PanelWish wish in keys.Advance(nowMs))
            {
                onWish(wish);
            }
            if (keys.StageAt(nowMs) is var stage && stage != shown)
            {
                shown = stage;
                onStage(stage);
            }
        }
    }

    public void Dispose() => watches.ForEach(w => w.Dispose());

    private async Task<bool> WaitAsync(CancellationToken cancellation)
    {
        try
        {
            if (keys.IsBusy)
            {
                await Task.Delay(Tick, clock.Time, cancellation);
                return true;
            }
            return await edges.Reader.WaitToReadAsync(cancellation);
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }
}
