using System.Net;
using Nvr.Adoption.Adopted;
using Nvr.Board.Poe;
using Nvr.Board.Switches;
using Nvr.Core;
using Nvr.Core.Health;
using Nvr.Power.Keeping;

namespace Nvr.Power.Tests.Keeping;

/// <summary>What people do to ports, at once and at the wrong moment, and what is owed to ports after a power cut.</summary>
public sealed class PowerKeeperTests : IDisposable
{
    private static readonly ManagedSwitch Desk = new("desk", new IPEndPoint(IPAddress.Loopback, 161), new SnmpAccess { Community = "very secret" });

    private readonly Plant plant = new();

    public void Dispose() => plant.Dispose();

    [Fact]
    public async Task Port_SwitchedOff_StaysOffThroughARestart_AndIsToldToItsCamera()
    {
        plant.Plug("2", "yard", 5);
        await plant.Keeper.SetPowerAsync("2", false, CancellationToken.None);
        Assert.Equal([("Off", "The power of yard (port 2) was switched off.")], plant.Events);

        // A board that was without power itself feeds everybody again.
        await plant.Ports.SetPowerAsync("2", true, CancellationToken.None);
        plant.Restart();
        await plant.LookAsync();
        await plant.LookAsync();

        Assert.Equal((false, PoePower.Off), (plant["2"].IsEnabled, plant["2"].Port.Power));
        Assert.Equal("yard (port 2) has no power: it is switched off.", plant["2"].Sentence);
        await plant.Keeper.SetPowerAsync("2", true, CancellationToken.None);
        Assert.Equal((true, PoePower.Delivering, null), (plant["2"].IsEnabled, plant["2"].Port.Power, plant["2"].Sentence));
    }

    [Fact]
    public async Task Cycle_TakesThePowerAndGivesItBack_AndIsCounted()
    {
        plant.Plug("2", "yard", 5);

        await plant.Keeper.CycleAsync("2", TimeSpan.Zero, CancellationToken.None);

        Assert.Equal(["2"], plant.Ports.Cycled);
        Assert.Equal((1, PoePower.Delivering), (plant["2"].Cycles, plant["2"].Port.Power));
        Assert.Equal([("Cycle", "The power of yard (port 2) was switched off and on.")], plant.Events);
    }

    [Fact]
    public async Task TwoAtOnce_TheSecondIsRefusedInASentence()
    {
        plant.Plug("2", "yard", 5);
        await plant.LookAsync();
        Task first = plant.Keeper.CycleAsync("2", TimeSpan.FromSeconds(10), CancellationToken.None);

        NvrException cycled = await Assert.ThrowsAsync<NvrException>(() => plant.Keeper.CycleAsync("2", TimeSpan.Zero, CancellationToken.None));
        NvrException switched = await Assert.ThrowsAsync<NvrException>(() => plant.Keeper.SetPowerAsync("2", false, CancellationToken.None));
        await plant.Keeper.LookAsync(CancellationToken.None);
        Assert.True(plant["2"].IsCycling);
        plant.Time.Advance(TimeSpan.FromSeconds(10));
        await first;

        Assert.All([cycled, switched], e => Assert.Equal((ErrorKind.Conflict, "The PoE port 2 is being switched already. Wait until that is done."), (e.Kind, e.Message)));
        Assert.Equal((1, false), (plant["2"].Cycles, plant["2"].IsCycling));
    }

    [Fact]
    public async Task Camera_InAnUpdate_KeepsItsPower()
    {
        AdoptedDevice yard = plant.Plug("2", "yard", 5);
        plant.Updates.Begin(yard.Id, TimeSpan.FromMinutes(10));

        NvrException off = await Assert.ThrowsAsync<NvrException>(() => plant.Keeper.SetPowerAsync("2", false, CancellationToken.None));
        NvrException cycle = await Assert.ThrowsAsync<NvrException>(() => plant.Keeper.CycleAsync("2", TimeSpan.Zero, CancellationToken.None));

        Assert.All([off, cycle], e => Assert.StartsWith("The firmware of yard at port 2 is being updated", e.Message, StringComparison.Ordinal));
        Assert.Equal(PoePower.Delivering, plant["2"].Port.Power);
        plant.Updates.End(yard.Id);
        await plant.Keeper.CycleAsync("2", TimeSpan.Zero, CancellationToken.None);
    }

    [Fact]
    public async Task Port_ThatIsOffOrNotThere_IsNotCycled()
    {
        await plant.Keeper.SetPowerAsync("3", false, CancellationToken.None);

        Assert.Equal(ErrorKind.Conflict, (await Assert.ThrowsAsync<NvrException>(() => plant.Keeper.CycleAsync("3", TimeSpan.Zero, CancellationToken.None))).Kind);
        Assert.Equal(ErrorKind.NotFound, (await Assert.ThrowsAsync<NvrException>(() => plant.Keeper.CycleAsync("9", TimeSpan.Zero, CancellationToken.None))).Kind);
    }

    [Fact]
    public async Task FactorySettings_GiveEveryPortItsPower()
    {
        plant.Plug("2", "yard", 5);
        plant.Plug("3", "door", 5);
        await plant.Keeper.SetPowerAsync("2", false, CancellationToken.None);
        _ = plant.Keeper.CycleAsync("3", TimeSpan.FromHours(1), CancellationToken.None);

        plant.Restart(reset: true);
        await plant.LookAsync();
        await plant.LookAsync();

        Assert.Equal((PoePower.Delivering, PoePower.Delivering), (plant["2"].Port.Power, plant["3"].Port.Power));
    }

    [Fact]
    public async Task PowerCut_InTheMiddleOfACycle_OwesThePortItsPower()
    {
        plant.Plug("2", "yard", 5);
        await plant.LookAsync();
        Task cut = plant.Keeper.CycleAsync("2", TimeSpan.FromHours(1), CancellationToken.None);
        Assert.Contains("\"2\"", plant.Setting("power.json"), StringComparison.Ordinal);

        plant.Restart();
        await plant.LookAsync();
        await plant.LookAsync();

        Assert.Equal(PoePower.Delivering, plant["2"].Port.Power);
        Assert.DoesNotContain("\"2\"", plant.Setting("power.json"), StringComparison.Ordinal);
        Assert.False(cut.IsCompleted);
    }

    [Fact]
    public async Task Switch_IsRead_ChangedAndRemoved_AndItsSecretIsSealed()
    {
        Assert.Equal(2, (await plant.Keeper.TryOutAsync(Desk, CancellationToken.None)).Count);
        await plant.Keeper.AddAsync(Desk, CancellationToken.None);
        Assert.Equal(["1", "2", "3", "4", "desk.1", "desk.2"], plant.Keeper.View.Ports.Select(p => p.Port.Name));
        Assert.DoesNotContain("very secret", plant.Setting("switches.json"), StringComparison.Ordinal);

        plant.Restart();
        Assert.Equal(Desk, plant.Switches.List()[0]);
        await plant.Keeper.SetPowerAsync("desk.1", false, CancellationToken.None);
        await plant.Keeper.SetPriorityAsync("desk.2", 3, CancellationToken.None);
        Assert.Equal((false, 3), (plant["desk.1"].IsEnabled, plant["desk.2"].Port.Priority));

        await plant.Keeper.RemoveAsync("desk", CancellationToken.None);
        Assert.Equal(4, plant.Keeper.View.Ports.Count);
    }

    [Fact]
    public async Task Switch_ThatFallsSilent_HidesNobodyElse_AndIsToldOnce()
    {
        await plant.Keeper.AddAsync(Desk, CancellationToken.None);
        plant.Switch.Silence = new NvrException(ErrorKind.Unreachable, "It does not answer.");

        await plant.LookAsync();

        Assert.Equal((PoePower.Unknown, "It does not answer."), (plant["desk.1"].Port.Power, plant["desk.1"].Sentence));
        Assert.Equal(PoePower.Searching, plant["1"].Port.Power);
        Assert.Equal("poe/desk", Assert.Single(plant.Health.Read()).Part);
        plant.Switch.Silence = null;
        await plant.LookAsync();
        Assert.Empty(plant.Health.Read());
    }

    [Fact]
    public async Task Switch_ThatFallsSilentDuringACycle_GetsItsPortOnLater()
    {
        await plant.Keeper.AddAsync(Desk, CancellationToken.None);
        plant.Switch.Silence = new NvrException(ErrorKind.Unreachable, "It does not answer.");
        await Assert.ThrowsAsync<NvrException>(() => plant.Keeper.CycleAsync("desk.1", TimeSpan.Zero, CancellationToken.None));
        plant.Switch.Silence = null;

        await plant.LookAsync();
        await plant.LookAsync();

        Assert.Equal(["desk.1 on"], plant.Switch.Told);
    }

    [Fact]
    public async Task Faults_AreCountedWhenTheyBegin_AndTold()
    {
        plant.Plug("2", "yard", 5);
        plant.Ports.Set("2", PoePower.Fault);
        await plant.LookAsync();
        await plant.LookAsync();
        plant.Ports.Set("2", PoePower.Delivering);
        await plant.LookAsync();
        plant.Ports.Set("2", PoePower.Fault);
        await plant.LookAsync();

        Assert.Equal(2, plant["2"].Faults);
        Assert.Equal("poe/port/2", Assert.Single(plant.Health.Read()).Part);
    }

    [Fact]
    public async Task History_HasTheMeanOfEachMinuteOfADay()
    {
        plant.Plug("2", "yard", 4);
        for (int second = 0; second < 120; second += 5)
        {
            plant.Draw("2", second % 10 == 0 ? 4 : 6);
            await plant.LookAsync();
        }
        IReadOnlyList<PowerMinute> minutes = await plant.Keeper.HistoryOfAsync("2", CancellationToken.None);

        Assert.InRange(minutes.Count, 2, 3);
        Assert.All(minutes, m => Assert.InRange(m.Watts, 4, 6));
        Assert.Equal(60_000_000, minutes[1].At.Since(minutes[0].At));
        await plant.LookAsync(TimeSpan.FromHours(23));
        Assert.Equal(minutes.Count + 1, (await plant.Keeper.HistoryOfAsync("2", CancellationToken.None)).Count);
        await plant.LookAsync(TimeSpan.FromHours(25));
        Assert.Single(await plant.Keeper.HistoryOfAsync("2", CancellationToken.None));
        Assert.Empty(await plant.Keeper.HistoryOfAsync("3", CancellationToken.None));
    }
}
