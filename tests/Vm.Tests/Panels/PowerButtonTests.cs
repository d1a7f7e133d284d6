using Torture.Box;
using Vm.Guests;
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
        GuestNvrd nvrd = await box.StartNvrdAsync();
        // Under systemd, as on every box, somebody may be signed in at the console beside.
        string log = "";
        await box.PressPowerAsync();
        await Wait.UntilAsync(async () => (log = await nvrd.LogAsync()).Contains("At the front panel: ShutDown", StringComparison.Ordinal), s_patience, () => $"the press is heard:\n{log}");
        Assert.DoesNotContain("ShutDown failed", log, StringComparison.Ordinal);

        await box.Guest.WaitForPowerOffAsync(s_patience);

        await box.Guest.CutPowerAsync();
        Assert.Equal("success 0", await box.EndAsync());
    }
}
