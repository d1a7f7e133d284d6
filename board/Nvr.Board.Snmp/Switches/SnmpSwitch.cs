using System.Globalization;
using System.Net.NetworkInformation;
using Nvr.Board.Poe;
using Nvr.Board.Snmp.Sessions;
using Nvr.Board.Switches;
using Nvr.Core;

namespace Nvr.Board.Snmp.Switches;

/// <summary>
/// The PoE ports of a managed switch. What they do is asked at each reading; who is behind them, which takes long tables, at most every so often. Thread-safe; failures as of
/// <see cref="IPoePorts"/>, Refused where the switch does not let the box in, and NotFound for a switch without PoE.
/// </summary>
public sealed class SnmpSwitch : IPoeSwitch
{
    private readonly ManagedSwitch target;
    private readonly TimeProvider time;
    private readonly TimeSpan lookAround;
    private readonly SnmpSession session;
    private readonly HeardMacs heard = new();
    private readonly Lock gate = new();
    private readonly HashSet<string> cycling = new(StringComparer.Ordinal);
    private readonly Dictionary<PortKey, long> denials = [];
    private Surroundings? around;

    /// <param name="target">Where it is and how to be let in.</param>
    /// <param name="time">What waits are measured by.</param>
    /// <param name="lookAround">How old what is known about who is behind the ports may be.</param>
    public SnmpSwitch(ManagedSwitch target, TimeProvider time, TimeSpan lookAround)
        : this(target, SnmpPatience.Usual, time, lookAround)
    {
    }

    internal SnmpSwitch(ManagedSwitch target, SnmpPatience patience, TimeProvider time, TimeSpan lookAround)
    {
        (this.target, this.time, this.lookAround) = (target, time, lookAround);
        session = new SnmpSession(target, patience, time);
    }

    public async Task<IReadOnlyList<PoePort>> ReadAsync(CancellationToken cancellation)
    {
        SortedDictionary<PortKey, PoeRow> rows = await ReadRowsAsync(cancellation);
        Dictionary<uint, (double Budget, double? Used)> supplies = await PoeTable.ReadSuppliesAsync(session, cancellation);
        bool isAlone = rows.Keys.All(k => k.Group == rows.Keys.First().Group);
        Surroundings now = await LookAroundAsync(cancellation);
        return [.. rows.Select(r => PortOf(r.Key, r.Value, isAlone, now, supplies))];
    }

    public async Task SetPowerAsync(string port, bool on, CancellationToken cancellation) =>
        await session.SetAsync(PoeTable.Cell(PoeTable.AdminEnable, await FindAsync(port, cancellation)), on ? 1 : 2, cancellation);

    public async Task SetPriorityAsync(string port, int priority, CancellationToken cancellation) =>
        await session.SetAsync(PoeTable.Cell(PoeTable.Priority, await FindAsync(port, cancellation)), 4 - priority, cancellation);

    public async Task CycleAsync(string port, TimeSpan off, CancellationToken cancellation)
    {
        PortKey key = await FindAsync(port, cancellation);
        lock (gate)
        {
            if (!cycling.Add(port))
            {
                throw new NvrException(ErrorKind.Conflict, $"The PoE port {port} is being switched off and on already.");
            }
        }
        try
        {
            await SetPowerAsync(port, false, cancellation);
            await Task.Delay(off, time, cancellation);
        }
        finally
        {
            try
            {
                await session.SetAsync(PoeTable.Cell(PoeTable.AdminEnable, key), 1, CancellationToken.None);
            }
            finally
            {
                lock (gate)
                {
                    cycling.Remove(port);
                }
            }
        }
    }

    public void Dispose() => session.Dispose();

    private async Task<SortedDictionary<PortKey, PoeRow>> ReadRowsAsync(CancellationToken cancellation)
    {
        SortedDictionary<PortKey, PoeRow> rows = await PoeTable.ReadAsync(session, cancellation);
        return rows.Count > 0
            ? rows
            : throw new NvrException(ErrorKind.NotFound, $"The switch at {target.EndPoint} tells nothing of PoE: it has none, or does not let {target.Access} see it.");
    }

    private async Task<PortKey> FindAsync(string port, CancellationToken cancellation)
    {
        SortedDictionary<PortKey, PoeRow> rows = await ReadRowsAsync(cancellation);
        bool isAlone = rows.Keys.All(k => k.Group == rows.Keys.First().Group);
        foreach (PortKey key in rows.Keys)
        {
            if (NameOf(key, isAlone) == port)
            {
                return key;
            }
        }
        throw new NvrException(ErrorKind.NotFound, $"There is no PoE port {port}.");
    }

    private async Task<Surroundings> LookAroundAsync(CancellationToken cancellation)
    {
        Surroundings? known = Volatile.Read(ref around);
        if (known is not null && time.GetElapsedTime(known.At) < lookAround)
        {
            return known;
        }
        SwitchPlan plan = await SwitchPlan.ReadAsync(session, cancellation);
        var found = new Surroundings(time.GetTimestamp(), plan, await SwitchMacs.ReadAsync(session, plan, cancellation));
        Volatile.Write(ref around, found);
        return found;
    }

    private PoePort PortOf(PortKey key, PoeRow row, bool isAlone, Surroundings now, Dictionary<uint, (double Budget, double? Used)> supplies)
    {
        string name = NameOf(key, isAlone);
        uint? index = now.Plan.InterfaceOf(key, isAlone);
        PoePower power = row.Power == PoePower.Searching && IsDeniedMore(key, row) ? PoePower.Denied : row.Power;
        return new PoePort(name, target.Name, power, heard.Note(name, index is { } i ? now.Macs.GetValueOrDefault(i) ?? [] : []))
        {
            Supply = supplies.TryGetValue(key.Group, out (double Budget, double? Used) supply)
                ? new PoeSupply(isAlone ? target.Name : $"{target.Name}.{key.Group}", supply.Budget) { UsedWatts = supply.Used, ShedsByItself = true }
                : null,
            Reading = row.Reading,
            Detection = row.Detection,
            HasLink = index is { } link ? now.Plan.IsUp(link) : null,
            Priority = row.Priority,
            FaultSentence = power == PoePower.Fault ? "The switch reports a fault at this port. Try another cable, then another port; if neither helps, the camera is broken." : null,
        };
    }

    // The standard has no state for it: the count goes on while a device asks in vain.
    private bool IsDeniedMore(PortKey key, PoeRow row)
    {
        lock (gate)
        {
            bool more = denials.TryGetValue(key, out long before) && row.Denials > before;
            denials[key] = row.Denials;
            return more;
        }
    }

    private string NameOf(PortKey key, bool isAlone) => isAlone
        ? string.Create(CultureInfo.InvariantCulture, $"{target.Name}.{key.Port}")
        : string.Create(CultureInfo.InvariantCulture, $"{target.Name}.{key.Group}.{key.Port}");

    private sealed record Surroundings(long At, SwitchPlan Plan, Dictionary<uint, IReadOnlyList<PhysicalAddress>> Macs);
}
