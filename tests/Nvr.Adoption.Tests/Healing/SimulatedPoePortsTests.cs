using System.Net.NetworkInformation;
using Microsoft.Extensions.Time.Testing;
using Nvr.Board.Files;
using Nvr.Board.Poe;
using Nvr.Core;

namespace Nvr.Adoption.Tests.Healing;

public sealed class SimulatedPoePortsTests
{
    private static readonly PhysicalAddress Mac = new([2, 0, 0, 0, 0, 1]);
    private readonly FakeTimeProvider time = new();
    private readonly List<(string Port, bool On)> power = [];
    private readonly SimulatedPoePorts ports;

    public SimulatedPoePortsTests() => ports = new SimulatedPoePorts(["1", "2", "3", "4"], time, (port, on) =>
    {
        power.Add((port, on));
        return Task.CompletedTask;
    });

    [Fact]
    public async Task Cycle_TakesThePowerForThatLong_AndGivesItBack()
    {
        ports.Plug("2", Mac);

        Task cycle = ports.CycleAsync("2", TimeSpan.FromSeconds(10), CancellationToken.None);
        time.Advance(TimeSpan.FromSeconds(9.9));
        Assert.Equal(PoePower.Off, (await PortAsync("2")).Power);
        Assert.False(cycle.IsCompleted);
        time.Advance(TimeSpan.FromSeconds(0.1));
        await cycle;

        Assert.Equal(PoePower.Delivering, (await PortAsync("2")).Power);
        Assert.Equal([("2", false), ("2", true)], power);
        Assert.Equal(["2"], ports.Cycled);
    }

    [Fact]
    public async Task Cycle_Cancelled_GivesThePowerBack()
    {
        ports.Plug("2", Mac);
        using var stop = new CancellationTokenSource();

        Task cycle = ports.CycleAsync("2", TimeSpan.FromSeconds(10), stop.Token);
        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => cycle);
        Assert.Equal(PoePower.Delivering, (await PortAsync("2")).Power);
        Assert.Equal(("2", true), power[^1]);
    }

    [Fact]
    public async Task Cycle_OfAPortThatIsOff_IsAConflict()
    {
        ports.Set("2", PoePower.Off);

        NvrException e = await Assert.ThrowsAsync<NvrException>(() => ports.CycleAsync("2", TimeSpan.FromSeconds(1), CancellationToken.None));

        Assert.Equal(ErrorKind.Conflict, e.Kind);
        Assert.Empty(power);
    }

    [Fact]
    public async Task Plug_Elsewhere_MovesTheMac()
    {
        ports.Plug("1", Mac);
        ports.Plug("4", Mac);

        Assert.Empty((await PortAsync("1")).Macs);
        Assert.Equal([Mac], (await PortAsync("4")).Macs);
    }

    [Fact]
    public void SimulatedBoard_HasPorts() => Assert.Equal(8, BoardFile.Load(BoardFile.SimulatedName).Poe?.Ports.Count);

    private async Task<PoePort> PortAsync(string name) => (await ports.ReadAsync(CancellationToken.None)).Single(p => p.Name == name);
}
