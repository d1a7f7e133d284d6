using Torture.Box;
using Vm.Guests;
using Vm.Tests.Kit;
using Xunit;

namespace Vm.Tests.Updates;

/// <summary>A restart of the whole machine through the system's real login manager, asked by the recorder's own user.</summary>
public sealed class RestartTests
{
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(3);

    [Fact]
    public async Task Restart_AskedForOnThePage_IsDoneByTheSystem()
    {
        await using Guest guest = await InstalledGuest.StartAsync();
        await Product.SetBoardAsync(guest, """{ "name": "One system" }""");
        GuestNvrd nvrd = await GuestNvrd.StartInstalledAsync(guest, Product.BoardFile);
        using BoxApi api = await nvrd.OpenApiAsync();

        await api.SendAsync(HttpMethod.Post, "box/restart", null);

        await Wait.UntilAsync(() => guest.ConsoleText.Contains("reboot: Restarting system", StringComparison.Ordinal), s_patience, () => $"the machine restarts:\n{guest.ConsoleText}");
    }
}
