using Nvr.Board.Poe;
using Nvr.Core;

namespace Nvr.Power.Tests;

/// <summary>A switch at the edge, held to the real thing by the tests of the room that speaks SNMP: two ports, and as silent as the test wants.</summary>
internal sealed class FakeSwitch : IPoeSwitch
{
    private static readonly PoeSupply Supply = new("desk", 60) { UsedWatts = 5, ShedsByItself = true };

    private readonly Dictionary<string, PoePort> ports = new[] { "desk.1", "desk.2" }.ToDictionary(
        n => n, n => new PoePort(n, "desk", PoePower.Delivering, []) { Supply = Supply, Reading = new PoeReading(3, null, null, 2.5) });

    /// <summary>What it answers everything with; null while it answers.</summary>
    public NvrException? Silence { get; set; }

    public List<string> Told { get; } = [];

    public Task<IReadOnlyList<PoePort>> ReadAsync(CancellationToken cancellation) => Answer<IReadOnlyList<PoePort>>(() => [.. ports.Values]);

    public Task SetPowerAsync(string port, bool on, CancellationToken cancellation) => Answer(() =>
    {
        Told.Add($"{port} {(on ? "on" : "off")}");
        return ports[port] = ports[port] with { Power = on ? PoePower.Delivering : PoePower.Off };
    });

    public async Task CycleAsync(string port, TimeSpan off, CancellationToken cancellation)
    {
        await SetPowerAsync(port, false, cancellation);
        await SetPowerAsync(port, true, cancellation);
    }

    public Task SetPriorityAsync(string port, int priority, CancellationToken cancellation) => Answer(() => ports[port] = ports[port] with { Priority = priority });

    public void Dispose()
    {
    }

    private Task<T> Answer<T>(Func<T> answer) => Silence is { } no ? Task.FromException<T>(no) : Task.FromResult(answer());
}
