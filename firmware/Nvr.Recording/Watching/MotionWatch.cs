using Microsoft.Extensions.Logging;
using Nvr.Core;
using Nvr.Core.Health;
using Nvr.Core.Time;
using Nvr.Recording.Policy;
using Nvr.Recording.Streams;
using Nvr.Sandbox.Processes;
using Nvr.Storage.Events;
using Nvr.Storage.Models;

namespace Nvr.Recording.Watching;

/// <summary>
/// Has motion looked for in the pictures of all cameras that want it, by one process of the least priority, and makes events of what is found. The process is started again, with growing patience, whenever it ends
/// or keeps silent; a camera whose pictures end it twice is set aside, and so is a model for object detection that ends it. Nothing here holds up recording. <see cref="RunAsync"/> is run once.
/// </summary>
public sealed partial class MotionWatch
{
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan StartLook = TimeSpan.FromMilliseconds(50);

    /// <summary>Decisions change by time alone, too: a camera that was set aside, or told of motion a day ago.</summary>
    private static readonly TimeSpan IdleLook = TimeSpan.FromMinutes(10);

    private readonly PictureTaps taps;
    private readonly WatchOutlook outlook;
    private readonly WatchOptions options;
    private readonly BoxClock clock;
    private readonly ModelShelf shelf;
    private readonly MotionTeller teller;
    private readonly ObjectTeller objects;
    private readonly WatchReport report;
    private readonly ModelReport models;
    private readonly ModelTrial trial = new();
    private readonly Suspects suspects = new();
    private bool avoidsBoard;
    private readonly RetryDelay retry = RetryDelay.ForHelpers(Random.Shared);
    private readonly ILogger<MotionWatch> logger;

    public MotionWatch(
        PictureTaps taps, OwnMotion own, WatchOptions options, ModelShelf shelf, IEventWriter index, IRecordingTriggers triggers, HealthBoard health, BoxClock clock, ILogger<MotionWatch> logger)
    {
        (this.taps, this.options, this.shelf, this.clock, this.logger) = (taps, options, shelf, clock, logger);
        outlook = new WatchOutlook(own, options);
        teller = new MotionTeller(index, triggers, clock);
        objects = new ObjectTeller(index, triggers, clock);
        report = new WatchReport(health);
        models = new ModelReport(health);
        shelf.Changed += taps.Announce;
    }

    /// <summary>Returns when it is asked to stop.</summary>
    public async Task RunAsync(CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            if (Wanted().Count == 0)
            {
                report.Nothing();
                models.None();
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

    private bool IsWanted(WatchPlan plan) => outlook.Of(plan.Camera, plan.IsEnabled, plan.Settings.Mode) == WatchStanding.Watched && !IsAside(plan);

    private bool IsAside(WatchPlan plan) => suspects.IsAside(plan, clock.MonotonicUs);

    /// <summary>One life of the process; returns why it ended, null when nobody needed it any longer, or with another model.</summary>
    private async Task<NvrException?> LiveAsync(CancellationToken stop)
    {
        report.Starting();
        taps.NoteStart();
        DetectionModel? model = Borrow();
        WatchLife? life = null;
        WatchRound? round = null;
        try
        {
            life = new WatchLife(WorkerProcess.Start(options.Program with { Lent = model is null ? null : shelf.PathOf(model) }), clock, options.Silence, model);
            await StartAsync(life, stop);
            LogReady(life.Pid);
            round = new WatchRound(life, taps, teller, objects, report, models, clock);
            await WorkAsync(life, round, stop);
            return null;
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            return null;
        }
        catch (NvrException failure)
        {
            Suspect(life, round, failure);
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
        life.Order(avoidsBoard);
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
            if (round.NeedsPlans && (IsOtherModel(life) || !round.Use(Wanted(), version)))
            {
                return;
            }
            report.KeepAside(camera => taps.PlanOf(camera) is { } plan && IsAside(plan));
            round.Go();
            await taps.Bell.WaitAsync(round.Pause, stop);
        }
    }

    /// <summary>The model that the next process is lent, and a word on it.</summary>
    private DetectionModel? Borrow()
    {
        DetectionModel? inUse = shelf.InUse();
        DetectionModel? lent = trial.Fit(inUse, clock.MonotonicUs);
        if (lent is not null)
        {
            models.Tries(lent);
        }
        else if (inUse is not null)
        {
            models.LeftOut(inUse);
        }
        else
        {
            models.None();
        }
        return lent;
    }

    private bool IsOtherModel(WatchLife life) => trial.Fit(shelf.InUse(), clock.MonotonicUs) is { } model ? !model.IsSame(life.Talk?.Model) : life.Talk is not null;

    private void Suspect(WatchLife? life, WatchRound? round, NvrException failure)
    {
        if (round is { UsesBoard: true })
        {
            // A driver may hold up whoever calls it for ever, or end him; without it the same pictures may do no harm.
            avoidsBoard = true;
            LogBoard();
            return;
        }
        if (life?.Talk is { } talk && IsOverTheModel(talk, failure))
        {
            LogModel(talk.Model.Manifest.Name);
            return;
        }
        if (life?.Suspect is { } track && round?.PlanOf(track) is { } plan)
        {
            LogSuspect(plan.Name);
            if (suspects.Note(plan, clock.MonotonicUs))
            {
                trial.Acquit();
                teller.TellSetAside(plan.Camera, report.SetAside(plan));
            }
        }
    }

    // What the process cannot do here at all, and says before it looked at the model, is nothing that the model did.
    private bool IsOverTheModel(ModelTalk talk, NvrException failure) =>
        (talk.Verdict is not null || failure.Kind != ErrorKind.Unsupported) && trial.Note(talk.Model, talk.Verdict is { IsUsable: true }, clock.MonotonicUs);

    [LoggerMessage(LogLevel.Information, "Motion is looked for by process {Pid}")]
    private partial void LogReady(int pid);

    [LoggerMessage(LogLevel.Warning, "The search for motion ended: {Why}")]
    private partial void LogEnded(string why);

    [LoggerMessage(LogLevel.Warning, "The search for motion ended over a picture of {Camera}")]
    private partial void LogSuspect(string camera);

    [LoggerMessage(LogLevel.Warning, "The search for motion ended with the model {Model}, which is left out for an hour")]
    private partial void LogModel(string model);

    [LoggerMessage(LogLevel.Warning, "The search for motion ended while the board's decoder was used, which is left alone from now on")]
    private partial void LogBoard();

    [LoggerMessage(LogLevel.Error, "The search for motion failed unexpectedly")]
    private partial void LogUnexpected(Exception exception);
}
