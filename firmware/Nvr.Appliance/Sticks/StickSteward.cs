using Nvr.Board.Sticks;
using Nvr.Core;
using Nvr.Core.Health;

namespace Nvr.Appliance.Sticks;

/// <summary>Knows which sticks are in the box. <see cref="RunAsync"/> looks by itself; the rest may be read by any thread and never blocks.</summary>
internal sealed class StickSteward(ISticks sticks, HealthBoard health)
{
    private const string Part = "sticks";
    private static readonly TimeSpan AtLeastEvery = TimeSpan.FromSeconds(10);

    private volatile SticksReading reading = SticksReading.Nothing;
    private volatile string? trouble;

    public ISticks Sticks => sticks;

    /// <summary>As they were at the last look.</summary>
    public SticksReading Reading => reading;

    /// <summary>Why they could not be looked at; null when they could.</summary>
    public string? Trouble => trouble;

    /// <summary>Is told of each look.</summary>
    public Action<SticksReading>? Looked { get; set; }

    public async Task RunAsync(CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            await LookAsync(stop);
            await sticks.WaitForNewsAsync(AtLeastEvery, stop);
        }
    }

    /// <summary>Looks now. What goes wrong is told in <see cref="Trouble"/> and on the health board: a recorder without its USB socket still records.</summary>
    public async Task LookAsync(CancellationToken cancellation)
    {
        try
        {
            reading = await sticks.ReadAsync(cancellation);
            trouble = null;
            health.Forget(Part);
            Looked?.Invoke(reading);
        }
        catch (NvrException failure)
        {
            reading = SticksReading.Nothing;
            trouble = failure.Message;
            health.Report(new HealthItem(Part, HealthLevel.Attention, "USB keys cannot be used just now.", failure.NextStep, failure.Message));
        }
    }
}
