using System.Globalization;
using Torture.Box;
using Vm.Guests;
using Xunit;

namespace Image.Tests.Starts;

/// <summary>The settings' partition grows at the first start, with the file system in it: the only write to the table of partitions.</summary>
public sealed class PartitionTableTests
{
    /// <summary>For the other table, and what does not fill a block.</summary>
    private const long MostLeft = 1 << 20;

    [Fact]
    public async Task Table_TornByAPowerCutWhileTheSettingsGrew_IsTakenFromItsCopy_AndMended()
    {
        await using ImageGuest guest = await ImageGuest.FlashAsync(new ImageOptions());
        using Card card = await Card.OfAsync(guest);
        byte[] flashed = await card.ReadTableAsync();
        await StartAsync(guest);
        byte[] grown = await card.ReadTableAsync();
        string settings = await card.ReadSettingsAsync();
        Assert.NotEqual(flashed, grown);
        Assert.InRange(await FileSystemBytesAsync(settings), new FileInfo(settings).Length - MostLeft, new FileInfo(settings).Length);

        await card.TearTableAsync();
        await StartAsync(guest);

        Assert.Equal(grown, await card.ReadTableAsync());
    }

    private static async Task<long> FileSystemBytesAsync(string file)
    {
        string said = await ForeignProgram.OutputAsync("dumpe2fs", "-h", file);
        long Number(string name) => long.Parse(said.Split('\n').Single(l => l.StartsWith(name, StringComparison.Ordinal))[name.Length..], CultureInfo.InvariantCulture);
        return Number("Block count:") * Number("Block size:");
    }

    private static async Task StartAsync(ImageGuest guest)
    {
        await guest.GivePowerAsync();
        await guest.WaitForPageAsync();
        await guest.TakePowerAsync();
    }
}
