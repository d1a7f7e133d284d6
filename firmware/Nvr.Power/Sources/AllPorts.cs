using System.Collections.Concurrent;
using Nvr.Board.Poe;
using Nvr.Board.Switches;
using Nvr.Core;

namespace Nvr.Power.Sources;

/// <summary>
/// The box's own ports and those of the switches that it manages, as one. One that is silent hides none of the others. Thread-safe; failures as of <see cref="IPoePorts"/>,
/// but reading fails by cancellation alone.
/// </summary>
internal sealed class AllPorts : IPoePorts, IDisposable
{
    private readonly PortSource? board;
    private readonly Func<ManagedSwitch, IPoeSwitch> open;
    private readonly TimeProvider time;
    private readonly ConcurrentDictionary<string, PortSource> switches = new(StringComparer.Ordinal);

    public AllPorts(IPoePorts? board, Func<ManagedSwitch, IPoeSwitch> open, TimeProvider time)
    {
        this.board = board is null ? null : new PortSource(PoeSupply.BoxName, board, time);
        (this.open, this.time) = (open, time);
    }

    public IReadOnlyList<PortSource> Sources => [.. board is null ? [] : new[] { board }, .. switches.Values.OrderBy(s => s.Name, StringComparer.Ordinal)];

    public void Add(ManagedSwitch added) => switches[added.Name] = new PortSource(added.Name, open(added), time);

    public void Remove(string name)
    {
        if (switches.TryRemove(name, out PortSource? gone))
        {
            (gone.Ports as IDisposable)?.Dispose();
        }
    }

    public async Task<IReadOnlyList<PoePort>> ReadAsync(CancellationToken cancellation) =>
        [.. (await Task.WhenAll(Sources.Select(s => s.ReadAsync(cancellation)))).SelectMany(ports => ports)];

    public Task SetPowerAsync(string port, bool on, CancellationToken cancellation) => Of(port).SetPowerAsync(port, on, cancellation);

    public Task CycleAsync(string port, TimeSpan off, CancellationToken cancellation) => Of(port).CycleAsync(port, off, cancellation);

    public Task SetPriorityAsync(string port, int priority, CancellationToken cancellation) => Of(port) is IPoeSwitch own
        ? own.SetPriorityAsync(port, priority, cancellation)
        : throw new NvrException(ErrorKind.Unsupported, $"The PoE port {port} keeps no priority itself.");

    public void Dispose()
    {
        foreach (string name in switches.Keys.ToArray())
        {
            Remove(name);
        }
    }

    private IPoePorts Of(string port) =>
        Sources.FirstOrDefault(s => s.Has(port))?.Ports ?? throw new NvrException(ErrorKind.NotFound, $"There is no PoE port {port}.");
}
