using Nvr.Board.Linux.Tests.Disks;
using Nvr.Board.Linux.Updates;
using Nvr.Board.Updates;
using Nvr.Core;

namespace Nvr.Board.Linux.Tests.Updates;

/// <summary>Updates against Debian's RAUC itself, running as a service on a bus of the test's own.</summary>
public sealed class RaucUpdaterTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Bundle_SignedForThisBox_IsReadAndInstalledIntoTheOtherSlot()
    {
        using RaucService rauc = await RaucService.StartAsync();
        (string bundle, string image) = await rauc.MakeAsync("good");
        var updater = new RaucUpdater(rauc.Bus, TimeProvider.System);
        var steps = new Steps();

        UpdateBundle seen = await updater.InspectAsync(bundle, Cancellation);
        await updater.InstallAsync(bundle, steps, Cancellation);

        Assert.Equal(new UpdateBundle("2.5.0", RaucService.Compatible, RaucService.Compatible), seen);
        Assert.Equal(100, steps.Last.Percent);
        byte[] expected = await File.ReadAllBytesAsync(image, Cancellation);
        Assert.Equal(expected, (await File.ReadAllBytesAsync(rauc.OtherSlot, Cancellation))[..expected.Length]);
    }

    [Fact]
    public async Task Systems_AreToldAsTheBootLoaderHasThem_AndTheOneThatRunsIsMarked()
    {
        using RaucService rauc = await RaucService.StartAsync();
        (string bundle, _) = await rauc.MakeAsync("good");
        var updater = new RaucUpdater(rauc.Bus, TimeProvider.System);
        Assert.Equal([new SystemSlot("system0", true, true, null), new SystemSlot("system1", false, false, null)], (await updater.ReadSystemsAsync(Cancellation)).OrderBy(s => s.BootName));

        await updater.InstallAsync(bundle, new Steps(), Cancellation);
        Assert.Equal([new SystemSlot("system0", true, true, null), new SystemSlot("system1", false, true, "2.5.0")], (await updater.ReadSystemsAsync(Cancellation)).OrderBy(s => s.BootName));

        await rauc.RebootAsync("system1");
        await updater.MarkAsync(isGood: true, Cancellation);
        Assert.Equal("set-state system1 good", rauc.Told[^1]);
        await updater.MarkAsync(isGood: false, Cancellation);
        Assert.Equal("set-state system1 bad", rauc.Told[^1]);
        Assert.Equal([new SystemSlot("system0", false, true, null), new SystemSlot("system1", true, false, "2.5.0")], (await updater.ReadSystemsAsync(Cancellation)).OrderBy(s => s.BootName));
    }

    [Fact]
    public async Task Bundle_OfAStranger_IsRefused_AndTheSlotStaysAsItIs()
    {
        using RaucService rauc = await RaucService.StartAsync();
        (string bundle, _) = await rauc.MakeAsync("alien", signedBy: "stranger");
        await RequireRefusedAsync(rauc, bundle, "not signed for this recorder");
    }

    [Fact]
    public async Task Bundle_ForAnotherKindOfBox_IsShownAsThat_AndRefused()
    {
        using RaucService rauc = await RaucService.StartAsync();
        (string bundle, _) = await rauc.MakeAsync("other", compatible: "toaster");
        var updater = new RaucUpdater(rauc.Bus, TimeProvider.System);

        Assert.False((await updater.InspectAsync(bundle, Cancellation)).FitsThisBox);
        await RequireRefusedAsync(rauc, bundle, "another kind of recorder (toaster); this one is nvr-test-box");
    }

    [Theory]
    [InlineData(0.5)]
    [InlineData(0.999)]
    [InlineData(0)]
    public async Task Bundle_ThatEndsTooEarly_IsRefused(double part)
    {
        using RaucService rauc = await RaucService.StartAsync();
        (string bundle, _) = await rauc.MakeAsync("cut");
        await using (FileStream file = File.Open(bundle, FileMode.Open))
        {
            file.SetLength((long)(file.Length * part));
        }
        await RequireRefusedAsync(rauc, bundle, "damaged");
    }

    [Fact]
    public async Task Bundle_WithAChangedByte_IsRefused()
    {
        using RaucService rauc = await RaucService.StartAsync();
        (string bundle, _) = await rauc.MakeAsync("changed");
        await using (FileStream file = File.Open(bundle, FileMode.Open))
        {
            file.Position = file.Length / 2;
            int was = file.ReadByte();
            file.Position--;
            file.WriteByte((byte)(was ^ 1));
        }
        await RequireRefusedAsync(rauc, bundle, "does not accept this file");
    }

    [Fact]
    public async Task Service_ThatDiesMeanwhile_IsToldOf()
    {
        using RaucService rauc = await RaucService.StartAsync();
        (string bundle, _) = await rauc.MakeAsync("long", imageBytes: 3_900_000);
        var updater = new RaucUpdater(rauc.Bus, TimeProvider.System);
        var killer = new Steps { OnFirst = rauc.Kill };

        NvrException told = await Assert.ThrowsAsync<NvrException>(() => updater.InstallAsync(bundle, killer, Cancellation));

        Assert.Contains(told.Kind, new[] { ErrorKind.Unreachable, ErrorKind.Unsupported });
    }

    [Fact]
    public async Task Bus_WithoutRauc_IsABoxWithoutUpdater()
    {
        using PrivateBus bus = await PrivateBus.StartAsync();

        foreach (string? address in new[] { bus.Address, "unix:path=/nonexistent/bus", null })
        {
            NvrException told = await Assert.ThrowsAsync<NvrException>(() => new RaucUpdater(address, TimeProvider.System).InspectAsync("/tmp/none.raucb", Cancellation));
            Assert.Equal((ErrorKind.Unsupported, "This box cannot install updates by itself: its system has no updater (RAUC)."), (told.Kind, told.Message));
        }
    }

    private static async Task RequireRefusedAsync(RaucService rauc, string bundle, string words)
    {
        byte[] before = await File.ReadAllBytesAsync(rauc.OtherSlot, Cancellation);

        NvrException refused = await Assert.ThrowsAsync<NvrException>(() => new RaucUpdater(rauc.Bus, TimeProvider.System).InstallAsync(bundle, new Steps(), Cancellation));

        Assert.Contains(words, refused.Message, StringComparison.Ordinal);
        Assert.NotNull(refused.NextStep);
        Assert.Equal(before, await File.ReadAllBytesAsync(rauc.OtherSlot, Cancellation));
    }

    private sealed class Steps : IProgress<UpdateStep>
    {
        public UpdateStep Last { get; private set; } = new(0, "");

        public Action? OnFirst { get; set; }

        public void Report(UpdateStep value)
        {
            Last = value;
            OnFirst?.Invoke();
            OnFirst = null;
        }
    }
}
