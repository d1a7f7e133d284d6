using Vm.Guests;
using Xunit;

namespace Image.Tests.Starts;

/// <summary>A kernel that hangs, after which nobody in the box does anything any more: the hardware's watchdog starts it anew.</summary>
public sealed class WatchdogTests
{
    // What systemd does once it is up, and has begun to feed the watchdog: the kernel is told not to start anew by itself, and then brought down.
    private const string Hang = "systemd.run=\"/bin/sh -c 'echo 0 > /proc/sys/kernel/panic && echo c > /proc/sysrq-trigger'\"";

    private static readonly TimeSpan s_start = TimeSpan.FromMinutes(8);

    // Of 15 s, twice, and the boot loader.
    private static readonly TimeSpan s_hanging = TimeSpan.FromMinutes(3);

    [Fact]
    public async Task Kernel_ThatHangs_IsStartedAnew()
    {
        await using ImageGuest guest = await ImageGuest.FlashAsync(new ImageOptions());
        using (Card card = await Card.OfAsync(guest))
        {
            await card.AddKernelWordsAsync("boot-a", Hang);
        }

        await guest.GivePowerAsync();

        await guest.WaitForConsoleAsync("Kernel panic", 0, s_start);
        int said = guest.ConsoleText.Length;
        await guest.WaitForConsoleAsync("Starting system A", said, s_hanging);
        Assert.DoesNotContain("Rebooting in", guest.ConsoleText, StringComparison.Ordinal);
    }
}
