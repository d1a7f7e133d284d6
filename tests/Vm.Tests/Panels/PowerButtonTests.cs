using Torture.Box;
using Xunit;

namespace Vm.Tests.Panels;

/// <summary>The power button through the system's real login manager, asked by the recorder's own user, until the machine is off.</summary>
public sealed class PowerButtonTests
{
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(3);

    [Fact]
    public async Task PowerButton_EndsTheRecorderCleanly_AndSwitchesTheMachineOff()
    {
        await using PanelBox box = await PanelBox.StartAsync();
        await box.StartNvrdAsync();

        await box.PressPowerAsync();
        await box.Guest.WaitForPowerOffAsync(s_patience);

        await box.Guest.CutPowerAsync();
        // Under systemd, as on every box, somebody may be signed in at the console beside.
        string log = "";
        await Wait.UntilAsync(
            async () => (log = await box.Guest.OutputAsync("journalctl -q -o cat -u nvrd")).Contains("At the front panel: ShutDown", StringComparison.Ordinal),
            s_patience,
            () => $"the journal has what was logged before the machine was off: {log}\n{box.Guest.OutputAsync("journalctl --list-boots; ls -l /var/log/journal/*").GetAwaiter().GetResult()}");
        Assert.DoesNotContain("ShutDown failed", log, StringComparison.Ordinal);
        Assert.Equal("success 0", await box.EndAsync());
    }
}
