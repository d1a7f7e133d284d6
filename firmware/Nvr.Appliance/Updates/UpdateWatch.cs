using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Nvr.Board.Updates;
using Nvr.Core;
using Nvr.Core.Health;

namespace Nvr.Appliance.Updates;

/// <summary>
/// Tells the boot loader that the system that runs is good, once that is proven, and has the box go back to the former one where it is not. Runs from the start until that is settled; whatever goes wrong is tried again, and keeps
/// nobody from recording. What it knows may be read by any thread.
/// </summary>
internal sealed partial class UpdateWatch(UpdateServices services, ILogger<UpdateWatch> logger) : BackgroundService
{
    private const int MostRestarts = 2;
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(2);

    /// <summary>For a box that was to start anew and still runs.</summary>
    private static readonly TimeSpan RestartLasts = TimeSpan.FromMinutes(2);

    /// <summary>The bus starts it when it is asked for; the bus itself may be late.</summary>
    private static readonly TimeSpan UpdaterIsThere = TimeSpan.FromMinutes(1);

    private readonly long startedUs = services.Clock.MonotonicUs;
    private long nextRestartUs = long.MinValue;
    private volatile IReadOnlyList<SystemSlot>? systems;
    private volatile bool isProven;

    /// <summary>As they were when they were last read; null while nobody knows, none where the boot loader has no choice.</summary>
    public IReadOnlyList<SystemSlot>? Systems => systems;

    /// <summary>The boot loader was told that this system is good.</summary>
    public bool IsProven => isProven;

    private long NowUs => services.Clock.MonotonicUs;

    private TimeSpan Age => TimeSpan.FromMicroseconds(NowUs - startedUs);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested && !await IsSettledAsync(stoppingToken))
        {
            await Task.Delay(Interval, services.Clock.Time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>The supervising place.</summary>
    private async Task<bool> IsSettledAsync(CancellationToken cancellation)
    {
        try
        {
            return await LookAsync(cancellation);
        }
        catch (NvrException none) when (none.Kind == ErrorKind.Unsupported)
        {
            // No updater; or none yet, while the machine starts.
            systems = [];
            return Age > UpdaterIsThere && services.Book.Current?.IsOnTrial(services.Running, services.Clock.BootId) != true;
        }
        catch (NvrException failure)
        {
            LogLater(failure.Message);
            return false;
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            return true;
        }
        catch (Exception bug)
        {
            LogBroken(bug);
            return false;
        }
    }

    private async Task<bool> LookAsync(CancellationToken cancellation)
    {
        IReadOnlyList<SystemSlot> now = await services.Updater.ReadSystemsAsync(cancellation);
        systems = now;
        if (now.Count < 2)
        {
            return true;
        }
        Note(now);
        bool pageAnswers = await services.Page.AnswersAsync(cancellation);
        RememberedUpdate? update = services.Book.Current;
        if (update?.IsOnTrial(services.Running, services.Clock.BootId) == true)
        {
            return await TryAsync(update, pageAnswers, cancellation);
        }
        // It has proven itself before, or is the first one: another disk or camera that fails is nothing that an older system would mend.
        if (pageAnswers)
        {
            await services.Updater.MarkAsync(isGood: true, cancellation);
            isProven = true;
        }
        return isProven;
    }

    private async Task<bool> TryAsync(RememberedUpdate update, bool pageAnswers, CancellationToken cancellation)
    {
        TrialFacts facts = services.Memory.Measure(update, Age, pageAnswers);
        TrialVerdict verdict = services.Rules.Judge(facts);
        if (verdict is TrialVerdict.Good or TrialVerdict.Partly)
        {
            await KeepAsync(update, verdict, cancellation);
        }
        else if (verdict == TrialVerdict.NotGood && NowUs >= nextRestartUs)
        {
            await GoBackAsync(update, services.Rules.FaultOf(facts), cancellation);
        }
        return isProven;
    }

    private async Task KeepAsync(RememberedUpdate update, TrialVerdict verdict, CancellationToken cancellation)
    {
        IReadOnlyList<string> lacking = services.Memory.Lacking(update);
        await services.Updater.MarkAsync(isGood: true, cancellation);
        isProven = true;
        services.Book.Change(u => u with { Outcome = verdict == TrialVerdict.Good ? RememberedUpdate.Good : RememberedUpdate.Partly, Lacking = lacking });
        services.Memory.DropFormerSettings();
        Note(systems!);
        LogKept(update.To, string.Join(", ", lacking));
    }

    /// <summary>One restart is enough where the boot loader is told; where it cannot be told, its own counting leads back.</summary>
    private async Task GoBackAsync(RememberedUpdate update, TrialFault? fault, CancellationToken cancellation)
    {
        nextRestartUs = NowUs + (long)RestartLasts.TotalMicroseconds;
        if (update.Restarts >= MostRestarts || systems!.All(s => s.IsBooted || s.IsGood == false))
        {
            services.Health.Report(new HealthItem(
                UpdateWords.Part, HealthLevel.Failure, $"Version {update.To} does not do what the one before it did, and there is no system that the recorder could go back to.", "Look at cameras and disks, and install another update."));
            LogStays(update.To, fault);
            return;
        }
        services.Book.Change(u => u with { Fault = fault?.ToString(), Restarts = u.Restarts + 1 });
        LogGoesBack(update.To, fault, update.From);
        try
        {
            await services.Updater.MarkAsync(isGood: false, cancellation);
        }
        catch (NvrException silent)
        {
            LogLater(silent.Message);
        }
        await services.Power.RestartAsync(cancellation);
    }

    /// <summary>What became of the last update, once, in the list of what was done; and of one that waits, whether it is whole.</summary>
    private void Note(IReadOnlyList<SystemSlot> now)
    {
        if (services.Book.Current is not { IsNoted: false } update)
        {
            return;
        }
        if (update is { Outcome: null, IsInstalled: false } && now.Any(s => IsReady(s, update) && s.Version is not null))
        {
            // Whoever waited for it ended, and the updater went on by itself.
            services.Memory.Confirm();
        }
        if ((update.Outcome ?? OutcomeOf(update, now)) is { } outcome)
        {
            services.Book.Change(u => u with { Outcome = outcome, IsNoted = true });
            services.Deeds.Note(DeedOf(outcome), $"{update.From} → {update.To}");
            LogOutcome(update.From, update.To, outcome);
        }
    }

    /// <summary>Of one that was to run since the last start of the box, and does not: the boot loader no longer wants it, or never did.</summary>
    private string? OutcomeOf(RememberedUpdate update, IReadOnlyList<SystemSlot> now)
    {
        bool isOpen = update.Boot == services.Clock.BootId || update.IsRunning(services.Running, services.Clock.BootId) || now.Any(s => IsReady(s, update));
        return isOpen ? null : update.IsInstalled ? RememberedUpdate.WentBack : RememberedUpdate.BrokenOff;
    }

    /// <summary>Whether a system is the one that was installed, and would be started.</summary>
    private static bool IsReady(SystemSlot system, RememberedUpdate update) => system is { IsBooted: false, IsGood: not false } && (system.Version ?? update.To) == update.To;

    private static string DeedOf(string outcome) => outcome switch
    {
        RememberedUpdate.Good => "The update has proven itself",
        RememberedUpdate.Partly => "The update stays although something does not record",
        RememberedUpdate.BrokenOff => "The update broke off",
        _ => "The recorder went back to the version before the update",
    };

    [LoggerMessage(LogLevel.Information, "Whether this system is good is told later: {Reason}")]
    private partial void LogLater(string reason);

    [LoggerMessage(LogLevel.Warning, "The update to {Version} is kept. Cameras that recorded before it and do not now: {Lacking}")]
    private partial void LogKept(string version, string lacking);

    [LoggerMessage(LogLevel.Error, "The update to {Version} is not good ({Fault}): the box restarts to go back to {Former}")]
    private partial void LogGoesBack(string version, TrialFault? fault, string former);

    [LoggerMessage(LogLevel.Error, "The update to {Version} is not good ({Fault}), and there is nothing to go back to")]
    private partial void LogStays(string version, TrialFault? fault);

    [LoggerMessage(LogLevel.Warning, "The update from {Former} to {Version}: {Outcome}")]
    private partial void LogOutcome(string former, string version, string outcome);

    [LoggerMessage(LogLevel.Error, "The trial of an update broke off and goes on")]
    private partial void LogBroken(Exception bug);
}
