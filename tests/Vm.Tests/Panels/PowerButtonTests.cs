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
        string log = await box.Guest.OutputAsync("journalctl -q -o cat -u nvrd");
        Assert.Contains("At the front panel: ShutDown", log, StringComparison.Ordinal);
        Assert.DoesNotContain("ShutDown failed", log, StringComparison.Ordinal);
        Assert.Equal("success 0", await box.EndAsync());
    }
}
