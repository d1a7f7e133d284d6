using Nvr.Board.Linux.Power;
using Nvr.Board.Linux.Tests.Disks;
using Nvr.Core;

namespace Nvr.Board.Linux.Tests.Power;

/// <summary>What the login manager is asked; that a machine goes off is shown in the virtual one.</summary>
public sealed class LogindPowerTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Machine_IsSwitchedOff_AndRestarted_WithoutAskingAnybody()
    {
        using PrivateBus bus = await PrivateBus.StartAsync();
        using LoginManager login = await LoginManager.StartAsync(bus.Address);
        var power = new LogindPower(bus.Address);

        await power.PowerOffAsync(Cancellation);
        await power.RestartAsync(Cancellation);

        Assert.Equal(["PowerOff interactive=False", "Reboot interactive=False"], login.Asked);
    }

    [Fact]
    public async Task Machine_WithoutALoginManager_OrABus_SaysSo()
    {
        using PrivateBus bus = await PrivateBus.StartAsync();

        NvrException refused = await Assert.ThrowsAsync<NvrException>(() => new LogindPower(bus.Address).RestartAsync(Cancellation));
        NvrException silent = await Assert.ThrowsAsync<NvrException>(() => new LogindPower("unix:path=/nonexistent/bus").RestartAsync(Cancellation));
        NvrException none = await Assert.ThrowsAsync<NvrException>(() => new LogindPower(null).RestartAsync(Cancellation));

        Assert.StartsWith("The system does not restart the box: ", refused.Message, StringComparison.Ordinal);
        Assert.Equal((ErrorKind.Refused, ErrorKind.Unreachable, ErrorKind.Unreachable), (refused.Kind, silent.Kind, none.Kind));
    }
}
