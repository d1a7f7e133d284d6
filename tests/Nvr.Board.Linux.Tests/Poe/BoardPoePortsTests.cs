using Nvr.Board.Lines;
using Nvr.Board.Linux.Poe;
using Nvr.Board.Parts;
using Nvr.Board.Poe;
using Nvr.Core;
using Nvr.Core.Time;

namespace Nvr.Board.Linux.Tests.Poe;

/// <summary>The box's own ports on two chips and a plain supply, of which one may be silent.</summary>
public sealed class BoardPoePortsTests : IDisposable
{
    private readonly Registers first = new();
    private readonly Registers second = new();
    private readonly BoardPoePorts ports;

    public BoardPoePortsTests()
    {
        var board = new BoardDescription
        {
            Name = "Two chips",
            Chips = [Chip("a"), Chip("b")],
            Poe = new PoeDescription(60, 4,
            [
                new PoePortDescription("1") { Chip = "a", Channel = 0, Priority = 3 }, new PoePortDescription("2") { Chip = "b", Channel = 1 }, new PoePortDescription("3"),
            ]),
        };
        first[0x12] = second[0x12] = 0xff;
        ports = new BoardPoePorts(board, new SimulatedLines(BoxClock.System()), TimeProvider.System, chip => new Tps23861(chip.Name == "a" ? first : second, 255));
    }

    public void Dispose()
    {
        ports.Dispose();
        first.Dispose();
        second.Dispose();
    }

    [Fact]
    public async Task Ports_TellSupplyPriorityAndWhatWasFound()
    {
        first[0x0c] = 0x34;
        first[0x10] = 0x11;

        IReadOnlyList<PoePort> read = await ReadAsync();

        Assert.Equal((PoePower.Delivering, PoeDetection.Device, 3, true), (read[0].Power, read[0].Detection, read[0].Priority, read[0].CanSwitch));
        Assert.Equal(new PoeSupply(PoeSupply.BoxName, 60) { PerRow = 4 }, read[1].Supply);
        Assert.Equal((PoePower.Unknown, false), (read[2].Power, read[2].CanSwitch));
    }

    [Fact]
    public async Task Chip_ThatIsSilent_HidesNoPortOfTheOther()
    {
        await ReadAsync();
        first.IsGone = true;

        IReadOnlyList<PoePort> read = await ReadAsync();

        Assert.Equal([PoePower.Unknown, PoePower.Searching, PoePower.Unknown], read.Select(p => p.Power));
        Assert.Contains("The PoE controller \"a\" does not answer", read[0].FaultSentence!, StringComparison.Ordinal);
        first.IsGone = false;
        Assert.Equal(PoePower.Searching, (await ReadAsync())[0].Power);
    }

    [Fact]
    public async Task Port_SwitchedOff_IsOffUntilItIsSwitchedOn()
    {
        await ports.SetPowerAsync("2", false, CancellationToken.None);
        Assert.Equal(PoePower.Off, (await ReadAsync())[1].Power);
        Assert.Equal(ErrorKind.Conflict, (await Assert.ThrowsAsync<NvrException>(() => ports.CycleAsync("2", TimeSpan.Zero, CancellationToken.None))).Kind);

        await ports.SetPowerAsync("2", true, CancellationToken.None);

        Assert.Equal(PoePower.Searching, (await ReadAsync())[1].Power);
        Assert.Equal([(0x19, 0x20), (0x18, 0x22)], second.Writes.Select(w => ((int)w.Register, (int)w.Values[0])));
        Assert.Empty(first.Writes);
    }

    [Fact]
    public async Task Port_ThatHasNoSwitch_SaysSo()
    {
        Assert.Equal(ErrorKind.Unsupported, (await Assert.ThrowsAsync<NvrException>(() => ports.SetPowerAsync("3", false, CancellationToken.None))).Kind);
        Assert.Equal(ErrorKind.NotFound, (await Assert.ThrowsAsync<NvrException>(() => ports.CycleAsync("9", TimeSpan.Zero, CancellationToken.None))).Kind);
    }

    [Fact]
    public async Task Cycle_OfASilentChip_FailsAndTheNextOneMayTryAgain()
    {
        first.IsGone = true;
        Assert.Equal(ErrorKind.Unreachable, (await Assert.ThrowsAsync<NvrException>(() => ports.CycleAsync("1", TimeSpan.Zero, CancellationToken.None))).Kind);
        first.IsGone = false;

        await ports.SetPowerAsync("1", true, CancellationToken.None);

        Assert.Equal(PoePower.Searching, (await ReadAsync())[0].Power);
        await ports.CycleAsync("1", TimeSpan.Zero, CancellationToken.None);
    }

    private Task<IReadOnlyList<PoePort>> ReadAsync() => ports.ReadAsync(CancellationToken.None);

    private static ChipDescription Chip(string name) => new(name, ChipKind.Tps23861, 1, 0x28);
}
