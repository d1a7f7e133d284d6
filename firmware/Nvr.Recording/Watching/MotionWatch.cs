using Microsoft.Extensions.Logging;
using Nvr.Core;
using Nvr.Core.Health;
using Nvr.Core.Time;
using Nvr.Recording.Policy;
using Nvr.Recording.Streams;
using Nvr.Sandbox.Processes;
using Nvr.Storage.Events;

namespace Nvr.Recording.Watching;

/// <summary>
/// Has motion looked for in the pictures of all cameras that want it, by one process of the least priority, and makes events of what is found. The process is started again, with growing patience, whenever it ends
/// or keeps silent; a camera whose pictures end it twice is set aside. Nothing here holds up recording. <see cref="RunAsync"/> is run once.
/// </summary>
public sealed partial class MotionWatch
{
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan StartLook = TimeSpan.FromMilliseconds(50);

    /// <summary>Decisions change by time alone, too: a camera that was set aside, or told of motion a day ago.</summary>
    private static readonly TimeSpan IdleLook = TimeSpan.FromMinutes(10);

    private readonly PictureTaps taps;
    private readonly OwnMotion own;
    private readonly WatchOptions options;
    private readonly BoxClock clock;
    private readonly MotionTeller teller;
    private readonly WatchReport report;
    private readonly Suspects suspects = new();
    private readonly RetryDelay retry = RetryDelay.ForHelpers(Random.Shared);
    private readonly ILogger<MotionWatch> logger;

    public MotionWatch(
        PictureTaps taps, OwnMotion own, WatchOptions options, IEventWriter index, IRecordingTriggers triggers, HealthBoard health, BoxClock clock, ILogger<MotionWatch> logger)
    {
        (this.taps, this.own, this.options, this.clock, this.logger) = (taps, own, options, clock, logger);
        teller = new MotionTeller(index, triggers, clock);
        report = new WatchReport(health);
    }

    /// <summary>Returns when it is asked to stop.</summary>
    public async Task RunAsync(CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            if (Wanted().Count == 0)
            {
                report.Nothing();
                await taps.Bell.WaitAsync(IdleLook, stop);
                continue;
            }
            long begunUs = clock.MonotonicUs;
            if (await LiveAsync(stop) is { } failure && !stop.IsCancellationRequested)
            {
                report.Ended(failure, Wanted().Exists(p => p.Settings.Mode == MotionMode.On));
                LogEnded(failure.Message);
                TimeSpan lived = TimeSpan.FromMicroseconds(clock.MonotonicUs - begunUs);
                await Task.Delay(retry.Next(lived), clock.Time, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    /// <summary>The cameras to look at now, by name.</summary>
    internal List<WatchPlan> Wanted() => [.. taps.Plans.Where(IsWanted)];

    private bool IsWanted(WatchPlan plan) => plan.IsEnabled && !IsAside(plan) && plan.Settings.Mode switch
    {
        MotionMode.On => true,
        MotionMode.Automatic => options.IsAutomatic && !own.Tells(plan.Camera),
        _ => false,
    };

    private bool IsAside(WatchPlan plan) => suspects.IsAside(plan, clock.MonotonicUs);

    /// <summary>One life of the process; returns why it ended, null when nobody needed it any longer.</summary>
    private async Task<NvrException?> LiveAsync(CancellationToken stop)
    {
        report.Starting();
        taps.NoteStart();
        WatchLife? life = null;
        WatchRound? round = null;
        try
        {
            life = new WatchLife(WorkerProcess.Start(options.Program), clock, options.Silence);
            await StartAsync(life, stop);
            LogReady(life.Pid);
            round = new WatchRound(life, taps, teller, report, clock);
            await WorkAsync(life, round, stop);
            return null;
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            return null;
        }
        catch (NvrException failure)
        {
            Suspect(life, round);
            return failure;
        }
        catch (Exception bug)
        {
            LogUnexpected(bug);
            return new NvrException(ErrorKind.Protocol, "The search for motion failed.", bug);
        }
        finally
        {
            round?.Close();
            if (life is not null)
            {
                await life.DisposeAsync();
            }
        }
    }

    private async Task StartAsync(WatchLife life, CancellationToken stop)
    {
        life.Order();
        long limitUs = clock.MonotonicUs + (long)StartLimit.TotalMicroseconds;
        while (!life.IsReady())
        {
            if (clock.MonotonicUs > limitUs)
            {
                throw new NvrException(ErrorKind.Unreachable, "The process that looks for motion did not get ready.");
            }
            await Task.Delay(StartLook, clock.Time, stop);
        }
    }

    private async Task WorkAsync(WatchLife life, WatchRound round, CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            int version = taps.Version;
            if (round.NeedsPlans && !round.Use(Wanted(), version))
            {
                return;
            }
            report.KeepAside(camera => taps.PlanOf(camera) is { } plan && IsAside(plan));
            round.Go();
            await taps.Bell.WaitAsync(round.Pause, stop);
        }
    }

    private void Suspect(WatchLife? life, WatchRound? round)
    {
        if (life?.Suspect is { } track && round?.PlanOf(track) is { } plan)
        {
            LogSuspect(plan.Name);
            if (suspects.Note(plan, clock.MonotonicUs))
            {
                teller.TellSetAside(plan.Camera, report.SetAside(plan));
            }
        }
    }

    [LoggerMessage(LogLevel.Information, "Motion is looked for by process {Pid}")]
    private partial void LogReady(int pid);

    [LoggerMessage(LogLevel.Warning, "The search for motion ended: {Why}")]
    private partial void LogEnded(string why);

    [LoggerMessage(LogLevel.Warning, "The search for motion ended over a picture of {Camera}")]
    private partial void LogSuspect(string camera);

    [LoggerMessage(LogLevel.Error, "The search for motion failed unexpectedly")]
    private partial void LogUnexpected(Exception exception);
}
