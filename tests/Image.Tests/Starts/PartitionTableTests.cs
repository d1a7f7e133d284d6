using Vm.Guests;
using Xunit;

namespace Image.Tests.Starts;

/// <summary>The only write to the system's card that is not a file's: the table of partitions, when the settings' one grows at the first start.</summary>
public sealed class PartitionTableTests
{
    [Fact]
    public async Task Table_TornByAPowerCutWhileTheSettingsGrew_IsTakenFromItsCopy_AndMended()
    {
        await using ImageGuest guest = await ImageGuest.FlashAsync(new ImageOptions());
        using Card card = await Card.OfAsync(guest);
        byte[] flashed = await card.ReadTableAsync();
        await StartAsync(guest);
        byte[] grown = await card.ReadTableAsync();
        Assert.NotEqual(flashed, grown);

        await card.TearTableAsync();
        await StartAsync(guest);

        Assert.Equal(grown, await card.ReadTableAsync());
    }

    private static async Task StartAsync(ImageGuest guest)
    {
        await guest.GivePowerAsync();
        await guest.WaitForPageAsync();
        await guest.TakePowerAsync();
    }
}
