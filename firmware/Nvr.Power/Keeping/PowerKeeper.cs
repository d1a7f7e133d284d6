using Microsoft.Extensions.Logging;
using Nvr.Adoption;
using Nvr.Board.Poe;
using Nvr.Board.Switches;
using Nvr.Core;
using Nvr.Power.Settings;
using Nvr.Power.Sources;
using Nvr.Storage.Settings;
using Nvr.Recording.Cameras;

namespace Nvr.Power.Keeping;

/// <summary>
/// Keeps the power of all ports: as people decided, within the budget, and given back where the box took it. To everybody else these are the box's ports. Thread-safe; failures
/// as of <see cref="IPoePorts"/>. <see cref="RunAsync"/> is the supervising loop.
/// </summary>
public sealed partial class PowerKeeper : IPoePorts, IDisposable
{
    private readonly PowerServices services;
    private readonly ILogger<PowerKeeper> logger;
    private readonly PowerSettings settings;
    private readonly AllPorts ports;
    private readonly PowerJournal journal;
    private readonly SemaphoreSlim turn = new(1, 1);
    private readonly Lock gate = new();
    private readonly HashSet<string> cycling = new(StringComparer.Ordinal);
    private readonly Dictionary<string, PortLedger> ledgers = new(StringComparer.Ordinal);
    private PowerView view = PowerView.Empty;
    private long lookedUs = long.MinValue / 2;

    public PowerKeeper(PowerServices services, ILogger<PowerKeeper> logger)
    {
        (this.services, this.logger) = (services, logger);
        settings = new PowerSettings(services.Data);
        ports = new AllPorts(services.Board, services.OpenSwitch, services.Clock.Time);
        journal = new PowerJournal(services, logger);
        foreach (ManagedSwitch known in services.Switches.List())
        {
            ports.Add(known);
        }
    }

    /// <summary>
    /// For a reset to factory settings, while no recorder runs: all that was decided goes, and ports that are off get their power at the first look. Returns the settings files in which
    /// that stays. Fails with NvrException (Storage).
    /// </summary>
    public static IReadOnlyCollection<string> Retire(DataDirectory data) => PowerSettings.Retire(data);

    /// <summary>For settings from a backup, while no recorder runs: ports that are dark today, and are not to be, get their power at the first look. Failures are those of the file system.</summary>
    public static void KeepOwed(DataDirectory data, string otherFile) => PowerSettings.KeepOwed(data, otherFile);

    /// <summary>As it was at the last look.</summary>
    public PowerView View => Volatile.Read(ref view);

    private long NowUs => services.Clock.MonotonicUs;

    public Task RunAsync(CancellationToken stop) => Rounds.RunAsync(LookAsync, services.Rules.LookInterval, services.Clock.Time, LogUnexpected, stop);

    public async Task<IReadOnlyList<PoePort>> ReadAsync(CancellationToken cancellation)
    {
        if (NowUs - Volatile.Read(ref lookedUs) > services.Rules.FreshFor.TotalMicroseconds)
        {
            await LookAsync(cancellation);
        }
        return [.. View.Ports.Select(p => p.Port)];
    }

    /// <summary>As somebody decides; Conflict for a port that is being cycled, or has no power to give.</summary>
    public async Task SetPowerAsync(string port, bool on, CancellationToken cancellation)
    {
        PortView now = await FindAsync(port, cancellation);
        RequireSwitchable(now.Port);
        if (!on)
        {
            RequireNoUpdate(now.Port);
        }
        using (Begin(port))
        {
            if (IsOwn(now.Port))
            {
                settings.Choose(port, c => c with { IsOff = !on });
            }
            // Where it was shed, the budget decides when it gets its power.
            if (!now.IsShed || !on)
            {
                await ports.SetPowerAsync(port, on, cancellation);
            }
            journal.OnDone(on ? "On" : "Off", now.Cameras, PowerWords.Switched(port, now.Names, on));
        }
        await LookAsync(cancellation);
    }

    public async Task CycleAsync(string port, TimeSpan off, CancellationToken cancellation)
    {
        PortView now = await FindAsync(port, cancellation);
        RequirePowered(now);
        RequireNoUpdate(now.Port);
        using (Begin(port))
        {
            Take(port, new TakenPower(null));
            try
            {
                await ports.CycleAsync(port, off, cancellation);
            }
            catch (NvrException e) when (e.Kind != ErrorKind.Unreachable)
            {
                settings.TryClear(port);
                throw;
            }
            // What failed half-way stays owed, and the next look gives it.
            settings.TryClear(port);
        }
        await NoteAsync(() => LedgerOf(port).Cycles++);
        journal.OnDone("Cycle", now.Cameras, PowerWords.Cycled(port, now.Names));
        await LookAsync(cancellation);
    }

    /// <summary>1 (first to be shed) to 3; a switch keeps it itself.</summary>
    public async Task SetPriorityAsync(string port, int priority, CancellationToken cancellation)
    {
        PortView now = await FindAsync(port, cancellation);
        if (IsOwn(now.Port))
        {
            settings.Choose(port, c => c with { Priority = priority });
        }
        else
        {
            await ports.SetPriorityAsync(port, priority, cancellation);
        }
        await DecideAnewAsync(cancellation);
    }

    /// <summary>What the ports of the box may draw; null for all that its supply gives. InvalidInput for more than that.</summary>
    public async Task SetBudgetAsync(int? watts, CancellationToken cancellation)
    {
        await ReadAsync(cancellation);
        double most = View.Supplies.FirstOrDefault(s => s.MostWatts is not null)?.MostWatts ?? throw new NvrException(ErrorKind.NotFound, "This box has no PoE ports of its own.");
        if (watts is < 1 || watts > most)
        {
            throw new NvrException(ErrorKind.InvalidInput, $"The budget must be between 1 and {most:0} W, which is what the supply of the box gives.");
        }
        settings.SetBudget(watts);
        await DecideAnewAsync(cancellation);
    }

    /// <summary>Oldest first; empty for a port that never gave any. NotFound for one that is not there.</summary>
    public async Task<IReadOnlyList<PowerMinute>> HistoryOfAsync(string port, CancellationToken cancellation)
    {
        await FindAsync(port, cancellation);
        await turn.WaitAsync(cancellation);
        try
        {
            return LedgerOf(port).History?.Read(services.Clock) ?? [];
        }
        finally
        {
            turn.Release();
        }
    }

    /// <summary>The ports of a switch that is not added yet; fails with the sentence of what is wrong with it or its access.</summary>
    public async Task<IReadOnlyList<PoePort>> TryOutAsync(ManagedSwitch candidate, CancellationToken cancellation)
    {
        services.Switches.Judge(candidate);
        using IPoeSwitch opened = services.OpenSwitch(candidate);
        return await opened.ReadAsync(cancellation);
    }

    public async Task AddAsync(ManagedSwitch added, CancellationToken cancellation)
    {
        services.Switches.Add(added);
        ports.Add(added);
        await LookAsync(cancellation);
    }

    /// <summary>Conflict while one of its ports is being cycled: it must get its power back first.</summary>
    public async Task RemoveAsync(string name, CancellationToken cancellation)
    {
        string[] own = [.. View.Ports.Where(p => p.Port.Switch == name).Select(p => p.Port.Name)];
        lock (gate)
        {
            if (own.FirstOrDefault(cycling.Contains) is { } busy)
            {
                throw new NvrException(ErrorKind.Conflict, $"The PoE port {busy} is being switched off and on. Wait until that is done.");
            }
        }
        services.Switches.Remove(name);
        ports.Remove(name);
        foreach (string port in own)
        {
            settings.TryClear(port);
        }
        await LookAsync(cancellation);
    }

    public void Dispose()
    {
        ports.Dispose();
        turn.Dispose();
    }

    private async Task DecideAnewAsync(CancellationToken cancellation)
    {
        await NoteAsync(() => ledgers.Values.ToList().ForEach(l => l.EndRest()));
        await LookAsync(cancellation);
    }

    /// <summary>Between two looks.</summary>
    private async Task NoteAsync(Action note)
    {
        await turn.WaitAsync(CancellationToken.None);
        try
        {
            note();
        }
        finally
        {
            turn.Release();
        }
    }

    private static bool IsOwn(PoePort port) => port.Supply is not { ShedsByItself: true } && port.Supply is not null;

    private async Task<PortView> FindAsync(string port, CancellationToken cancellation)
    {
        await ReadAsync(cancellation);
        return View.Ports.FirstOrDefault(p => p.Port.Name == port) ?? throw new NvrException(ErrorKind.NotFound, $"There is no PoE port {port}.");
    }

    private static void RequireSwitchable(PoePort port)
    {
        if (!port.CanSwitch)
        {
            throw new NvrException(ErrorKind.Unsupported, $"The PoE port {port.Name} cannot be switched off.");
        }
    }

    private void RequireNoUpdate(PoePort port)
    {
        var occupants = new Occupants(services.Devices.List(), services.Cameras);
        if (occupants.DevicesAt(port).Any(d => services.Updates.IsRunning(d.Id)))
        {
            throw new NvrException(
                ErrorKind.Conflict, $"The firmware of {NamesOf(occupants.CamerasAt(port))} at port {port.Name} is being updated; without power now it would be broken. Wait until the update is done.");
        }
    }

    private static void RequirePowered(PortView port)
    {
        RequireSwitchable(port.Port);
        if (!port.IsEnabled || port.IsShed)
        {
            throw new NvrException(ErrorKind.Conflict, port.Sentence ?? $"The PoE port {port.Port.Name} is switched off.");
        }
    }

    private Busy Begin(string port)
    {
        lock (gate)
        {
            return cycling.Add(port) ? new Busy(this, port) : throw new NvrException(ErrorKind.Conflict, $"The PoE port {port} is being switched already. Wait until that is done.");
        }
    }

    private bool IsBusy(string port)
    {
        lock (gate)
        {
            return cycling.Contains(port);
        }
    }

    private void Take(string port, TakenPower taken)
    {
        if (!settings.TryTake(port, taken))
        {
            journal.OnNotKept(port);
        }
    }

    private PortLedger LedgerOf(string port)
    {
        if (!ledgers.TryGetValue(port, out PortLedger? ledger))
        {
            ledgers[port] = ledger = new PortLedger();
        }
        return ledger;
    }

    [LoggerMessage(LogLevel.Error, "The keeper of the ports' power failed unexpectedly; it goes on")]
    private partial void LogUnexpected(Exception exception);

    private sealed class Busy(PowerKeeper keeper, string port) : IDisposable
    {
        public void Dispose()
        {
            lock (keeper.gate)
            {
                keeper.cycling.Remove(port);
            }
        }
    }
}
