using Microsoft.Extensions.Logging;
using Nvr.Adoption.Devices;
using Nvr.Core;

namespace Nvr.Adoption.Backfill;

/// <summary>
/// Fills what is missing after outages from the cameras' own recordings, one hole at a time, the oldest first. What the index says is missing is all the
/// state there is: after a stop or a kill it goes on with what is left. <see cref="RunAsync"/> is run once; nothing that a camera does ends it.
/// </summary>
public sealed partial class Backfiller(BackfillServices services, ILogger<Backfiller> logger)
{
    /// <summary>Less than this is no progress: the hole would be visited for ever.</summary>
    private const long LeastUs = 100_000;

    private readonly BackfillPlan plan = new(services);
    private readonly BackfillJournal journal = new(services.Sink, services.Clock);
    private readonly HoleTries tries = new(services.Clock, services.Rules);
    private readonly Dictionary<DeviceId, long> askAgainUs = [];

    public Task RunAsync(CancellationToken stop) => Rounds.RunAsync(LookAsync, services.Rules.LookInterval, services.Clock.Time, LogUnexpected, stop);

    private async Task LookAsync(CancellationToken stop)
    {
        // What an earlier visit handed over and the index does not know yet would be fetched again.
        await services.FlushAsync(stop);
        while (await FillNextAsync(stop))
        {
        }
    }

    /// <summary>False when there is nothing to do for now.</summary>
    private async Task<bool> FillNextAsync(CancellationToken stop)
    {
        stop.ThrowIfCancellationRequested();
        IReadOnlyList<BackfillTask> tasks = plan.Tasks();
        tries.Retain(tasks.Select(t => t.Key));
        if (tasks.FirstOrDefault(t => tries.IsDue(t.Key) && services.Clock.MonotonicUs >= askAgainUs.GetValueOrDefault(t.Device.Id)) is not { } task)
        {
            return false;
        }
        await FillAsync(task, stop);
        return true;
    }

    private async Task FillAsync(BackfillTask task, CancellationToken stop)
    {
        var visit = new CardVisit(task, tries.Count(task.Key), services);
        NvrException? trouble = null;
        try
        {
            await visit.RunAsync(stop);
        }
        catch (NvrException e)
        {
            trouble = e;
        }
        catch (Exception bug) when (bug is not OperationCanceledException)
        {
            LogUnexpected(bug);
            trouble = new NvrException(ErrorKind.Protocol, "The recorder could not understand this camera's card.", bug);
        }
        await services.FlushAsync(stop);
        Judge(task, plan.FilledUs(task), trouble);
    }

    private void Judge(BackfillTask task, long filledUs, NvrException? trouble)
    {
        if (filledUs >= LeastUs)
        {
            tries.Progress(task.Key);
            journal.Filled(task, filledUs);
        }
        else if (trouble is { Kind: ErrorKind.Unsupported })
        {
            askAgainUs[task.Device.Id] = services.Clock.MonotonicUs + (long)services.Rules.UnsupportedPause.TotalMicroseconds;
        }
        else if (trouble is { Kind: ErrorKind.NotFound })
        {
            tries.GiveUp(task.Key);
            journal.GaveUp(task, trouble.Message);
        }
        else if (tries.Fail(task.Key))
        {
            journal.GaveUp(task, trouble?.Message ?? "The camera sent nothing that belongs there.");
        }
        LogVisited(task.Camera.Settings.Name, filledUs / 1000, trouble?.Message ?? "");
    }

    [LoggerMessage(LogLevel.Information, "{Camera}: {FilledMs} ms of what was missing came from its card. {Trouble}")]
    private partial void LogVisited(string camera, long filledMs, string trouble);

    [LoggerMessage(LogLevel.Error, "Filling what is missing failed unexpectedly; it goes on")]
    private partial void LogUnexpected(Exception exception);
}
