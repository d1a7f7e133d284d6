using Nvr.Power.Keeping;
using Nvr.Board.Poe;
using Nvr.Core;
using Nvr.Core.Health;

namespace Nvr.Power.Tests.Keeping;

/// <summary>A supply that is too small: who goes without, what is said, and who comes back.</summary>
public sealed class BudgetTests : IDisposable
{
    private readonly Plant plant = new();

    public void Dispose() => plant.Dispose();

    [Fact]
    public async Task Ports_ThatFit_StayOn()
    {
        plant.Plug("1", "door", 14);
        plant.Plug("2", "yard", 14);

        await plant.LookAsync();

        Assert.Empty(plant.Shed);
        Assert.Equal(((double?)30, (double?)28), (plant.Keeper.View.Supplies[0].BudgetWatts, plant.Keeper.View.Supplies[0].UsedWatts));
    }

    [Fact]
    public async Task Camera_ThatIsTooMuch_GoesWithout_AndIsToldEverywhere()
    {
        plant.Plug("1", "door", 14);
        plant.Plug("2", "yard", 14);
        plant.Plug("3", "roof", 6);

        await plant.LookAsync();

        PortView shed = plant["3"];
        Assert.Equal((true, PoePower.Denied, true), (shed.IsShed, shed.Port.Power, shed.IsEnabled));
        Assert.Equal(28, plant.Keeper.View.Supplies[0].UsedWatts);
        Assert.Equal("roof (port 3) has no power: the budget of 30 W is used up, and it would take 6 W.", shed.Sentence);
        Assert.Equal([("Shed", "The power of roof (port 3) was switched off: all ports together drew more than 30 W.")], plant.Events);
        HealthItem told = Assert.Single(plant.Health.Read());
        Assert.Equal(("poe/port/3", HealthLevel.Attention, shed.Sentence), (told.Part, told.Level, told.Sentence));
        Assert.Equal(PoePower.Off, (await plant.Ports.ReadAsync(CancellationToken.None))[2].Power);
    }

    [Fact]
    public async Task Priority_DecidesWhoGoes()
    {
        plant.Plug("1", "door", 14);
        plant.Plug("2", "yard", 14);
        plant.Plug("3", "roof", 6);
        await plant.Keeper.SetPriorityAsync("3", 3, CancellationToken.None);
        await plant.Keeper.SetPriorityAsync("1", 1, CancellationToken.None);
        await plant.LookAsync();

        Assert.Equal(["1"], plant.Shed);
    }

    [Fact]
    public async Task Room_BringsTheCameraBack_ButNotBeforeItsRest()
    {
        plant.Plug("1", "door", 14);
        plant.Plug("2", "yard", 14);
        plant.Plug("3", "roof", 6);
        await plant.LookAsync();
        plant.Draw("2", 5);

        await plant.LookAsync(TimeSpan.FromSeconds(30));
        Assert.Equal(["3"], plant.Shed);
        await plant.LookAsync(TimeSpan.FromSeconds(31));

        Assert.Empty(plant.Shed);
        Assert.Equal("roof (port 3) has its power back: there is enough for it again.", plant.Events[^1].Sentence);
        Assert.Equal(PoePower.Delivering, (await plant.Ports.ReadAsync(CancellationToken.None))[2].Power);
        await plant.LookAsync();
        Assert.Empty(plant.Health.Read());
    }

    [Fact]
    public async Task Camera_ThatComesAndGoes_RestsLongerEachTime()
    {
        plant.Plug("1", "door", 14);
        plant.Plug("2", "roof", 10);
        int sheds = 0;
        for (int second = 0; second < 3600; second += 5)
        {
            // What the first takes swings far, every five minutes.
            plant.Draw("1", second / 150 % 2 == 0 ? 10 : 25);
            await plant.LookAsync();
            sheds = plant.Events.Count(e => e.Deed == "Shed");
        }

        Assert.InRange(sheds, 2, 6);
    }

    [Fact]
    public async Task Camera_InAnUpdate_IsShedLast()
    {
        plant.Plug("1", "door", 14);
        plant.Plug("2", "yard", 14);
        plant.Updates.Begin(plant.Plug("3", "roof", 6).Id, TimeSpan.FromMinutes(5));

        await plant.LookAsync();

        Assert.Equal(["2"], plant.Shed);
    }

    [Fact]
    public async Task Device_ThatTellsNoWatts_CountsAsItsClassMay()
    {
        plant.Plug("1", "door", 14);
        plant.Plug("2", "yard", 0);
        plant.Ports.Measure("2", new PoeReading(4, null, null, null));

        await plant.LookAsync();

        Assert.Equal(["2"], plant.Shed);
    }

    [Fact]
    public async Task Budget_IsLoweredAndNeverAboveWhatTheSupplyGives()
    {
        plant.Plug("1", "door", 14);
        plant.Plug("2", "yard", 14);
        await plant.LookAsync();

        await plant.Keeper.SetBudgetAsync(20, CancellationToken.None);
        Assert.Equal(["2"], plant.Shed);
        NvrException refusal = await Assert.ThrowsAsync<NvrException>(() => plant.Keeper.SetBudgetAsync(31, CancellationToken.None));
        Assert.Equal("The budget must be between 1 and 30 W, which is what the supply of the box gives.", refusal.Message);
        await plant.Keeper.SetBudgetAsync(null, CancellationToken.None);
        await plant.LookAsync(TimeSpan.FromMinutes(2));

        Assert.Equal(["2"], plant.Shed);
        plant.Draw("1", 10);
        await plant.LookAsync();
        Assert.Empty(plant.Shed);
    }

    [Fact]
    public async Task ShedPort_IsStillShedAfterARestart_AndComesBackLater()
    {
        plant.Plug("1", "door", 14);
        plant.Plug("2", "yard", 14);
        plant.Plug("3", "roof", 6);
        await plant.LookAsync();

        plant.Restart();
        await plant.LookAsync();
        Assert.Equal(["3"], plant.Shed);
        plant.Draw("2", 5);
        await plant.LookAsync();

        Assert.Empty(plant.Shed);
    }

    [Fact]
    public async Task FullDisk_KeepsNobodyFromSheddingInTime()
    {
        plant.Plug("1", "door", 14);
        plant.Plug("2", "yard", 14);
        plant.Plug("3", "roof", 6);
        plant.SetDiskFull(true);

        await plant.LookAsync();

        Assert.Equal(["3"], plant.Shed);
        Assert.Equal(PoePower.Off, (await plant.Ports.ReadAsync(CancellationToken.None))[2].Power);
    }
}
