using System.Text.RegularExpressions;
using Torture.Box;
using Vm.Guests;
using Xunit;

namespace Image.Tests.Starts;

/// <summary>A byte of the system that was turned over, by a card that wears out or by somebody with a screwdriver: it is never used, and the box starts its other system.</summary>
public sealed partial class ChangedSystemTests
{
    [Fact]
    public async Task System_OfWhichAByteIsChanged_StartsAnew_UntilTheOtherOneRuns()
    {
        await using ImageGuest guest = await ImageGuest.FlashAsync(new ImageOptions());
        using (Card card = await Card.OfAsync(guest))
        {
            await card.CopyAsync("boot-a", "boot-b");
            await card.CopyAsync("system-a", "system-b");
            await card.SetStateAsync(("BOOT_B_LEFT", "3"));
            // The time at which it was made: nothing but the hashes would notice.
            await card.ChangeStartAsync("system-a", bytes => bytes[8] ^= 1);
        }

        await guest.GivePowerAsync();
        await guest.WaitForPageAsync();

        Assert.Equal("AAAB", string.Concat(Start().Matches(guest.ConsoleText).Select(m => m.Groups[1].Value)));
        Assert.Contains("data block 0 is corrupted", guest.ConsoleText, StringComparison.Ordinal);
        using BoxApi api = await guest.OpenApiAsync();
        Assert.Equal("B", (await api.GetAsync("box/update")).GetProperty("system").GetProperty("slot").GetString());
    }

    [GeneratedRegex("Starting system ([AB])")]
    private static partial Regex Start();
}
