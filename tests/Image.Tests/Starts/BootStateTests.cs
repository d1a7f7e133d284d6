using System.Text.RegularExpressions;
using Torture.Box;
using Vm.Guests;
using Xunit;

namespace Image.Tests.Starts;

/// <summary>
/// Which system is started: U-Boot with the image's own script, and systems that it cannot load, so that each start costs a try and is followed by the next one. What U-Boot wrote is read by the image's own fw_printenv, and the other way round.
/// </summary>
public sealed partial class BootStateTests
{
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(5);

    [Fact]
    public async Task Tries_AreCountedDown_ASystemWithoutAnyIsLeft_AndNoneAtAllAreGivenAnew()
    {
        await using ImageGuest guest = await WithoutSystemsAsync();
        using Card card = await Card.OfAsync(guest);

        // As it is flashed, there is one system; then there are tries for both.
        Assert.Equal("AAA!AAABBB!A", await StartsAsync(guest, 12));

        Assert.Equal(("A B", "2", "3"), Of(await card.ReadStateAsync()));
        await card.SetStateAsync(("BOOT_ORDER", "B A"), ("BOOT_B_LEFT", "1"), ("BOOT_A_LEFT", "2"));
        Assert.Equal(("B A", "2", "1"), Of(await card.ReadStateAsync()));

        Assert.Equal("BAA!B", await StartsAsync(guest, 5));

        Assert.Equal(("B A", "3", "2"), Of(await card.ReadStateAsync()));
        // RAUC marks a system bad so.
        await card.SetStateAsync(("BOOT_ORDER", "A"), ("BOOT_B_LEFT", "0"));
        Assert.Equal("A", await StartsAsync(guest, 1));
        Assert.Equal(("A", "2", "0"), Of(await card.ReadStateAsync()));
    }

    [Fact]
    public async Task State_TornByAPowerCut_IsReadFromTheOtherCopy_AndBothAreWholeAfterTheNextStart()
    {
        await using ImageGuest guest = await WithoutSystemsAsync();
        using Card card = await Card.OfAsync(guest);
        await card.SetStateAsync(("BOOT_ORDER", "B A"), ("BOOT_B_LEFT", "3"));
        Assert.Equal("B", await StartsAsync(guest, 1));

        foreach (int copy in new[] { 0, 1 })
        {
            Assert.True(await card.AgreesAsync());
            await card.TearAsync(copy);

            Assert.Equal("B", await StartsAsync(guest, 1));
        }
        Assert.Equal(("B A", "3", "0"), Of(await card.ReadStateAsync()));

        // While RAUC was writing: it never said so, and what was there before counts.
        await card.SetStateAsync(("BOOT_B_LEFT", "3"));
        await card.TearAsync(await card.NewestAsync());
        Assert.Equal("A", await StartsAsync(guest, 1));
        Assert.True(await card.AgreesAsync());

        // Both, which no power cut does.
        await card.TearAsync(0, 1);
        Assert.Equal("A", await StartsAsync(guest, 1));
        Assert.Equal(("A B", "2", "3"), Of(await card.ReadStateAsync()));
    }

    [Fact]
    public async Task State_WrittenUntilItsFlagBeginsAnew_IsTheNewestOne()
    {
        await using ImageGuest guest = await WithoutSystemsAsync();
        using Card card = await Card.OfAsync(guest);

        // The flag that says which copy is newer is one byte: 1 as flashed, and 0 comes after 255.
        await card.SetStateAsync([.. Enumerable.Range(0, 254).Select(i => ("BOOT_B_LEFT", i % 2 == 0 ? "2" : "3")), ("BOOT_ORDER", "B A")]);
        Assert.Equal(0, await card.NewestAsync());

        Assert.Equal("B", await StartsAsync(guest, 1));
        Assert.Equal(("B A", "3", "2"), Of(await card.ReadStateAsync()));
    }

    private static (string, string, string) Of(IReadOnlyDictionary<string, string> state) => (state["BOOT_ORDER"], state["BOOT_A_LEFT"], state["BOOT_B_LEFT"]);

    // The flashed one has no file system to load a kernel from any more, the other one never had.
    private static async Task<ImageGuest> WithoutSystemsAsync()
    {
        ImageGuest guest = await ImageGuest.FlashAsync(new ImageOptions());
        try
        {
            using Card card = await Card.OfAsync(guest);
            await card.ChangeStartAsync("boot-a", Array.Clear);
            return guest;
        }
        catch
        {
            await guest.DisposeAsync();
            throw;
        }
    }

    /// <summary>Gives power until the script has decided so many times, and takes it at once: which system it started, and ! where it gave new tries.</summary>
    private static async Task<string> StartsAsync(ImageGuest guest, int times)
    {
        int said = guest.ConsoleText.Length;
        await guest.GivePowerAsync();
        string starts = "";
        await Wait.UntilAsync(() => (starts = Read(guest.ConsoleText[said..])).Length >= times, s_patience, () => $"{times} starts; the console says\n{guest.ConsoleText[said..]}");
        await guest.TakePowerAsync();
        return starts;
    }

    private static string Read(string console) => string.Concat(Decision().Matches(console).Select(m => m.Groups[1] is { Success: true } system ? system.Value : "!"));

    [GeneratedRegex("Starting system ([AB])|No system has a try left")]
    private static partial Regex Decision();
}
