using System.Net;
using System.Text.Json;
using Nvr.Board.Linux.Tests.Power;
using Nvr.Board.Linux.Tests.Updates;
using Nvr.Host.Tests.Kit;
using Torture.Box;
using Xunit;

namespace Nvr.Host.Tests.Updates;

/// <summary>The same with Debian's RAUC on a bus of the test's own, and a boot loader that notes what it is told.</summary>
public sealed class RaucTrialTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task Rauc_IsToldThatASystemIsGood_OnceItIsProven_AndTakesNoOlderOne()
    {
        using var scratch = new Scratch();
        using RaucService rauc = await RaucService.StartAsync();
        var systems = new TwoSystems(scratch);
        await systems.SetRealBoardAsync();
        await InstallAsync(rauc, await systems.BootAsync(TwoSystems.Old, "system0"));
        await rauc.RebootAsync("system1");

        await using NvrdProcess box = await NvrdProcess.StartAsync(On(rauc, await systems.BootAsync(TwoSystems.New, "system1")));
        using BoxApi api = await BoxApi.OpenAsync(box);
        JsonElement system = await UpdateBox.WaitUntilProvenAsync(api, box);

        Assert.Equal(("system1", "proven"), (system.GetProperty("slot").GetString(), system.GetProperty("last").GetProperty("state").GetString()));
        Assert.Equal("set-state system1 good", rauc.Told[^1]);
        (string older, _) = await rauc.MakeAsync("older", TwoSystems.Old);
        byte[] slot = await File.ReadAllBytesAsync(rauc.OtherSlot, TestContext.Current.CancellationToken);
        (HttpStatusCode status, string text) = await UpdateBox.SendAsync(api, await File.ReadAllBytesAsync(older, TestContext.Current.CancellationToken));
        Assert.True(status == HttpStatusCode.UnprocessableEntity && text.Contains("is older than what this recorder runs", StringComparison.Ordinal), $"{status} {text}");
        Assert.Equal(slot, await File.ReadAllBytesAsync(rauc.OtherSlot, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Rauc_IsToldThatASystemIsBad_BeforeTheOneRestartThatGoesBack()
    {
        using var scratch = new Scratch();
        using RaucService rauc = await RaucService.StartAsync();
        using LoginManager login = await LoginManager.StartAsync(rauc.Bus);
        var systems = new TwoSystems(scratch);
        await systems.SetRealBoardAsync();
        await InstallAsync(rauc, await systems.BootAsync(TwoSystems.Old, "system0"));
        await rauc.RebootAsync("system1");
        NvrdStart start = On(rauc, await systems.BootAsync(TwoSystems.New, "system1"));
        string remembered = Path.Combine(scratch.Data, "settings", "update.json");
        // As its program left it that ended five times before it was asked anything.
        await File.WriteAllTextAsync(remembered, (await File.ReadAllTextAsync(remembered, TestContext.Current.CancellationToken)).Replace("\"starts\": 0", "\"starts\": 5", StringComparison.Ordinal), TestContext.Current.CancellationToken);

        await using (NvrdProcess box = await NvrdProcess.StartAsync(start))
        {
            await Wait.UntilAsync(() => login.Asked.Length > 0, Patience, () => $"the box is restarted\n{box.Log}");
            await box.StopAsync();
        }

        Assert.Equal(["Reboot interactive=False"], login.Asked);
        Assert.Equal("set-state system1 bad", rauc.Told[^1]);
        await rauc.RebootAsync("system0");
        await using NvrdProcess former = await NvrdProcess.StartAsync(On(rauc, await systems.BootAsync(TwoSystems.Old, "system0")));
        using BoxApi api = await BoxApi.OpenAsync(former);
        JsonElement system = await UpdateBox.WaitForLastAsync(api, former, "wentBack");
        Assert.Contains($"went back to {TwoSystems.Old} by itself", system.GetProperty("last").GetProperty("sentence").GetString(), StringComparison.Ordinal);
        await UpdateBox.WaitUntilProvenAsync(api, former);
        Assert.Equal("set-state system0 good", rauc.Told[^1]);
    }

    [Fact]
    public async Task FirstSystem_OfANewBox_IsGood_AndNothingIsSaidOfAnUpdate()
    {
        using var scratch = new Scratch();
        using RaucService rauc = await RaucService.StartAsync();
        var systems = new TwoSystems(scratch);
        await systems.SetRealBoardAsync();

        await using NvrdProcess box = await NvrdProcess.StartAsync(On(rauc, await systems.BootAsync(TwoSystems.Old, "system0")));
        using BoxApi api = await BoxApi.OpenAsync(box);

        JsonElement system = await UpdateBox.WaitUntilProvenAsync(api, box);
        Assert.Equal(JsonValueKind.Null, system.GetProperty("last").ValueKind);
        Assert.Equal(["set-state system0 good"], rauc.Told);
    }

    private static NvrdStart On(RaucService rauc, NvrdStart start) => start with { Environment = new Dictionary<string, string> { ["DBUS_SYSTEM_BUS_ADDRESS"] = rauc.Bus } };

    private static async Task InstallAsync(RaucService rauc, NvrdStart start)
    {
        (string bundle, _) = await rauc.MakeAsync("new", TwoSystems.New);
        await using NvrdProcess box = await NvrdProcess.StartAsync(On(rauc, start));
        using BoxApi api = await BoxApi.OpenAsync(box);
        await UpdateBox.WaitUntilProvenAsync(api, box);
        (HttpStatusCode status, string text) = await UpdateBox.SendAsync(api, await File.ReadAllBytesAsync(bundle, TestContext.Current.CancellationToken));
        Assert.True(status == HttpStatusCode.OK, $"{status} {text}");
        await UpdateBox.InstallAsync(api, TwoSystems.New);
        Assert.Equal("set-primary system1", rauc.Told.Last(t => t.StartsWith("set-primary", StringComparison.Ordinal)));
        Assert.Equal(0, await box.StopAsync());
    }
}
