using Nvr.Core;
using Nvr.Core.Health;
using Nvr.Core.Time;

namespace Nvr.Board.Display;

/// <summary>
/// Lets the pages of the display take turns. <see cref="Show"/> may be called from any thread; one task runs <see cref="RunAsync"/>. A page stays five seconds; an idle display of one page is
/// written once a minute, because one that lost its power for a moment has forgotten everything. A display that does not answer is told on the health board under <c>panel/display</c> and
/// tried again.
/// </summary>
public sealed class DisplayConductor(IPanelDisplay display, BoxClock clock, HealthBoard health)
{
    private const string Part = "panel/display";
    private const long PageMs = 5_000;
    private const long AnewMs = 60_000;
    private const long RetryMs = 10_000;

    private readonly Doorbell news = new(clock.Time);
    private readonly Lock gate = new();
    private DisplayFacts? facts;
    private IReadOnlyList<Screen> pages = [];
    private volatile Screen? current;
    private long shownMs;

    /// <summary>The page that has its turn; null before the first.</summary>
    public Screen? Current => current;

    public void Show(DisplayFacts now)
    {
        lock (gate)
        {
            if (facts is not null && facts with { Troubles = now.Troubles } == now && facts.Troubles.SequenceEqual(now.Troubles))
            {
                return;
            }
            facts = now;
            pages = DisplayPages.Of(now, display.Height);
            news.Ring();
        }
    }

    /// <summary>Runs until cancelled; the last page is shown then, and stays.</summary>
    public async Task RunAsync(CancellationToken cancellation)
    {
        shownMs = long.MinValue / 2;
        while (!cancellation.IsCancellationRequested)
        {
            long nowMs = clock.MonotonicUs / 1000;
            long nextMs = Turn(nowMs);
            await news.WaitAsync(TimeSpan.FromMilliseconds(nextMs - nowMs), cancellation);
        }
        Turn(clock.MonotonicUs / 1000);
    }

    // All displays of a rack turn their pages together, as all lights blink together. Returns when to look again.
    private long Turn(long nowMs)
    {
        IReadOnlyList<Screen> all;
        lock (gate)
        {
            all = pages;
        }
        if (all.Count == 0)
        {
            return nowMs + AnewMs;
        }
        Screen page = all[(int)(nowMs / PageMs % all.Count)];
        bool isAnew = page != current || nowMs - shownMs >= AnewMs;
        current = page;
        if (isAnew && !TryShow(page))
        {
            return nowMs + RetryMs;
        }
        shownMs = isAnew ? nowMs : shownMs;
        return all.Count == 1 ? shownMs + AnewMs : ((nowMs / PageMs) + 1) * PageMs;
    }

    private bool TryShow(Screen page)
    {
        try
        {
            display.Show(page);
            health.Forget(Part);
            return true;
        }
        catch (NvrException dark)
        {
            shownMs = long.MinValue / 2;
            health.Report(new HealthItem(Part, HealthLevel.Attention, "The display on the front panel does not answer.", "Have the box looked at; this page tells what the display would.", dark.Message));
            return false;
        }
    }
}
