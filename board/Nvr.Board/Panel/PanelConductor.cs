using Nvr.Board.Lines;
using Nvr.Board.Parts;
using Nvr.Core;
using Nvr.Core.Health;
using Nvr.Core.Time;

namespace Nvr.Board.Panel;

/// <summary>
/// Keeps the LEDs of a board as the facts want them. <see cref="Show"/> may be called from any thread; one task runs <see cref="RunAsync"/>. It sleeps
/// until an LED changes. A line that cannot be set is told on the health board under <c>panel</c> and tried again; the other LEDs go on. Once a minute every line is set
/// again: a chip that lost its power for a moment has forgotten them.
/// </summary>
public sealed class PanelConductor
{
    private const string Part = "panel";
    private const long HorizonMs = 60_000;
    private const long RetryMs = 10_000;

    private readonly IBoardLines lines;
    private readonly BoxClock clock;
    private readonly HealthBoard health;
    private readonly IReadOnlyList<PanelLight> lights;
    private readonly Dictionary<LinePlace, bool> written = [];
    private readonly Doorbell news;
    private long allWrittenMs = long.MinValue / 2;
    private volatile PanelLook look = PanelPatterns.Of(new PanelFacts());

    public PanelConductor(BoardDescription board, IBoardLines lines, BoxClock clock, HealthBoard health)
    {
        this.lines = lines;
        this.clock = clock;
        this.health = health;
        lights = PanelLight.Of(board);
        news = new Doorbell(clock.Time);
    }

    /// <summary>What the LEDs are meant to do, before it is fitted to the colours that each has.</summary>
    public PanelLook Look => look;

    public void Show(PanelFacts facts)
    {
        PanelLook next = PanelPatterns.Of(facts);
        if (!next.IsSame(look))
        {
            look = next;
            news.Ring();
        }
    }

    /// <summary>Runs until cancelled; the LEDs stay as they are then.</summary>
    public async Task RunAsync(CancellationToken cancellation)
    {
        while (!cancellation.IsCancellationRequested)
        {
            long nowMs = clock.MonotonicUs / 1000;
            long nextMs = Apply(nowMs);
            await news.WaitAsync(TimeSpan.FromMilliseconds(nextMs - nowMs), cancellation);
        }
        Apply(clock.MonotonicUs / 1000);
    }

    // Returns when something changes next.
    private long Apply(long nowMs)
    {
        if (nowMs - allWrittenMs >= HorizonMs)
        {
            allWrittenMs = nowMs;
            written.Clear();
        }
        PanelLook now = look;
        long nextMs = allWrittenMs + HorizonMs;
        string? failure = null;
        foreach (PanelLight light in lights)
        {
            LedLook fit = LedWiring.Fit(light.Pick(now), light.Led);
            nextMs = fit.NextChange(nowMs, nextMs);
            foreach ((LinePlace line, bool lit) in LedWiring.Lines(light.Led, fit.At(nowMs)))
            {
                failure = Set(line, lit) ?? failure;
            }
        }
        Report(failure);
        return failure is null ? nextMs : Math.Min(nextMs, nowMs + RetryMs);
    }

    private string? Set(LinePlace line, bool lit)
    {
        if (written.TryGetValue(line, out bool before) && before == lit)
        {
            return null;
        }
        try
        {
            lines.Write(line, lit);
            written[line] = lit;
            return null;
        }
        catch (NvrException unset)
        {
            return unset.Message;
        }
    }

    private void Report(string? failure)
    {
        if (failure is null)
        {
            health.Forget(Part);
        }
        else
        {
            health.Report(new HealthItem(
                Part, HealthLevel.Attention, "The lights on the front panel cannot be set; they may be out of date.", "Look at this page instead, and have the box looked at.", failure));
        }
    }
}
