using Vm.Guests;
using Xunit;

namespace Image.Tests.Starts;

/// <summary>A system that hangs, so that nobody in the box does anything any more: the hardware's watchdog starts it anew.</summary>
public sealed class WatchdogTests
{
    // Once it is up, and has begun to feed the watchdog, the first process of all dies; the kernel tells that nobody feeds it any more. Without single quotes, which U-Boot takes away.
    private const string Hang = "systemd.run=\"/usr/bin/kill -SEGV 1\"";

    private static readonly TimeSpan s_start = TimeSpan.FromMinutes(8);

    // Of 15 s, twice, and the boot loader.
    private static readonly TimeSpan s_hanging = TimeSpan.FromMinutes(3);

    [Fact]
    public async Task System_ThatHangs_IsStartedAnew()
    {
        await using ImageGuest guest = await ImageGuest.FlashAsync(new ImageOptions());
        using (Card card = await Card.OfAsync(guest))
        {
            await card.AddKernelWordsAsync("boot-a", Hang);
        }

        await guest.GivePowerAsync();

        await guest.WaitForConsoleAsync("watchdog did not stop", 0, s_start);
        int said = guest.ConsoleText.Length;
        await guest.WaitForConsoleAsync("Starting system A", said, s_hanging);
    }
}
