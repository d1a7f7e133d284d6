using System.Net.NetworkInformation;
using Nvr.Board.Parts;
using Nvr.Core;

namespace Nvr.Board.Poe;

/// <summary>
/// The PoE ports of a board without hardware. What hangs on a port is said by <see cref="Plug"/>, and learns of its power by the hook. Thread-safe.
/// </summary>
public sealed class SimulatedPoePorts : IPoePorts
{
    public const string SwitchName = "poe0";

    private readonly Lock gate = new();
    private readonly TimeProvider time;
    private readonly Func<string, bool, Task> onPower;
    private readonly Dictionary<string, PoePort> ports;
    private readonly List<string> cycled = [];

    /// <param name="names">The ports as they are printed on the case.</param>
    /// <param name="time">What the seconds without power are measured by.</param>
    /// <param name="onPower">Told the port and whether it has power, each time that changes; is waited for. Must not fail.</param>
    public SimulatedPoePorts(IEnumerable<string> names, TimeProvider time, Func<string, bool, Task>? onPower = null)
    {
        this.time = time;
        this.onPower = onPower ?? ((_, _) => Task.CompletedTask);
        ports = names.Select(n => new PoePort(n, SwitchName, PoePower.Searching, [])).ToDictionary(p => p.Name, StringComparer.Ordinal);
    }

    /// <summary>The ports of a board file.</summary>
    public SimulatedPoePorts(PoeDescription described, TimeProvider time, Func<string, bool, Task>? onPower = null)
        : this(described.Ports.Select(p => p.Name), time, onPower)
    {
        var supply = new PoeSupply(PoeSupply.BoxName, described.BudgetWatts) { PerRow = described.PerRow };
        foreach (PoePortDescription port in described.Ports)
        {
            ports[port.Name] = ports[port.Name] with { Supply = supply, Priority = port.Priority };
        }
    }

    /// <summary>The ports whose power was taken away and given back, in order.</summary>
    public IReadOnlyList<string> Cycled
    {
        get
        {
            lock (gate)
            {
                return [.. cycled];
            }
        }
    }

    /// <summary>Devices that draw power hang on the port from now on, and on no other one.</summary>
    public void Plug(string port, params PhysicalAddress[] macs)
    {
        lock (gate)
        {
            foreach (PoePort other in ports.Values.ToArray())
            {
                ports[other.Name] = other with { Macs = [.. other.Macs.Except(macs)] };
            }
            ports[port] = Require_NeedsLock(port) with { Power = PoePower.Delivering, Macs = macs };
        }
    }

    /// <summary>What the port measures from now on, for as long as it delivers, and whether it has a link; null where it cannot tell.</summary>
    public void Measure(string port, PoeReading reading, bool? hasLink = null)
    {
        lock (gate)
        {
            ports[port] = Require_NeedsLock(port) with { Reading = reading, HasLink = hasLink };
        }
    }

    /// <summary>What the port does about power from now on, as if the owner or an overload had done it.</summary>
    public void Set(string port, PoePower power)
    {
        lock (gate)
        {
            ports[port] = Require_NeedsLock(port) with { Power = power };
        }
    }

    public Task<IReadOnlyList<PoePort>> ReadAsync(CancellationToken cancellation)
    {
        lock (gate)
        {
            return Task.FromResult<IReadOnlyList<PoePort>>([.. ports.Values.Select(p => p.Power == PoePower.Delivering ? p : p with { Reading = null })]);
        }
    }

    public async Task SetPowerAsync(string port, bool on, CancellationToken cancellation)
    {
        lock (gate)
        {
            PoePort now = Require_NeedsLock(port);
            if (on == (now.Power != PoePower.Off))
            {
                return;
            }
            ports[port] = now with { Power = !on ? PoePower.Off : now.Macs.Count > 0 ? PoePower.Delivering : PoePower.Searching };
        }
        await onPower(port, on);
    }

    public async Task CycleAsync(string port, TimeSpan off, CancellationToken cancellation)
    {
        PoePower before = SwitchOff(port);
        try
        {
            await onPower(port, false);
            await Task.Delay(off, time, cancellation);
        }
        finally
        {
            Set(port, before);
            await onPower(port, true);
            lock (gate)
            {
                cycled.Add(port);
            }
        }
    }

    private PoePower SwitchOff(string port)
    {
        lock (gate)
        {
            PoePort now = Require_NeedsLock(port);
            if (now.Power == PoePower.Off)
            {
                throw new NvrException(ErrorKind.Conflict, $"The PoE port {port} is switched off, or is being switched off and on already.");
            }
            ports[port] = now with { Power = PoePower.Off };
            return now.Power;
        }
    }

    private PoePort Require_NeedsLock(string port) =>
        ports.GetValueOrDefault(port) ?? throw new NvrException(ErrorKind.NotFound, $"There is no PoE port {port}.");
}
