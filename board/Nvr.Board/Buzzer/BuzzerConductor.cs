using Nvr.Board.Parts;
using Nvr.Core;
using Nvr.Core.Health;
using Nvr.Core.Time;

namespace Nvr.Board.Buzzer;

/// <summary>
/// Sounds the buzzer of a board. <see cref="Show"/> may be called from any thread; one task runs <see cref="RunAsync"/>, which sleeps until the sound changes and leaves silence behind. A
/// line that cannot be set is told on the health board under <c>panel/buzzer</c> and tried again.
/// </summary>
public sealed class BuzzerConductor(LinePlace line, Lines.IBoardLines lines, BoxClock clock, HealthBoard health)
{
    private const string Part = "panel/buzzer";
    private const long HorizonMs = 60_000;
    private const long RetryMs = 10_000;

    private readonly Doorbell news = new(clock.Time);
    private volatile Alarm? alarm;
    private bool? written;

    public void Show(Alarm? now)
    {
        if (alarm == now)
        {
            return;
        }
        alarm = now;
        news.Ring();
    }

    public async Task RunAsync(CancellationToken cancellation)
    {
        // What an earlier run left it at is not known.
        written = null;
        while (!cancellation.IsCancellationRequested)
        {
            long nowMs = clock.MonotonicUs / 1000;
            Alarm? now = alarm;
            bool isSet = Set(now?.IsSounding(nowMs) == true);
            long nextMs = isSet ? now?.NextEdge(nowMs) ?? nowMs + HorizonMs : nowMs + RetryMs;
            await news.WaitAsync(TimeSpan.FromMilliseconds(nextMs - nowMs), cancellation);
        }
        Set(false);
    }

    private bool Set(bool sounds)
    {
        if (written == sounds)
        {
            return true;
        }
        try
        {
            lines.Write(line, sounds);
            written = sounds;
            health.Forget(Part);
            return true;
        }
        catch (NvrException unset)
        {
            // Attention is enough: a buzzer that cannot be heard must not be the reason to sound it.
            health.Report(new HealthItem(Part, HealthLevel.Attention, "The buzzer cannot be used; alarms are not heard.", "Look at this page from time to time, and have the box looked at.", unset.Message));
            return false;
        }
    }
}
