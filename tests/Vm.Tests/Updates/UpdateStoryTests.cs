using System.Text.Json;
using System.Text.Json.Nodes;
using Torture.Box;
using Vm.Guests;
using Vm.Tests.Kit;
using Xunit;

namespace Vm.Tests.Updates;

/// <summary>
/// A signed update from a USB key, on Debian 13's RAUC as its own service has it, with the verity format that the image insists on, asked by the recorder's own user.
/// </summary>
public sealed class UpdateStoryTests
{
    private const string Compatible = "nvr-vm-box";
    private const int ImageBytes = 3 << 20;
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(3);

    [Fact]
    public async Task Update_FromAStick_IsInstalledIntoTheOtherSlot_AStrangersIsNot_AndOnePulledInTheMiddleIsTold()
    {
        using var scratch = new UpdateBench();
        GuestDrive slot = GuestDrive.Create("slotb", scratch.At("slotb"), 16 << 20);
        await using Guest guest = await InstalledGuest.StartAsync([slot]);
        await Product.SetBoardAsync(guest, """{ "name": "USB sockets" }""");
        byte[] image = await scratch.MakeAsync("good", Compatible, "2.5.0", "maker", ImageBytes);
        await scratch.MakeAsync("stranger", Compatible, "6.6.6", "stranger", ImageBytes);
        await scratch.MakeAsync("toaster", "toaster", "1.0", "maker", ImageBytes);
        await InstallRaucAsync(guest, scratch);
        GuestNvrd nvrd = await GuestNvrd.StartInstalledAsync(guest, Product.BoardFile);
        using BoxApi api = await nvrd.OpenApiAsync();
        string stick = await PlugAsync(guest, api, await MakeKeyAsync(scratch));
        Assert.Empty(await LookAsync(api, stick));
        await FillAsync(guest, scratch);

        Dictionary<string, JsonElement> found = await LookAsync(api, stick);

        Assert.True(found["good.raucb"].GetProperty("isUsable").GetBoolean(), found["good.raucb"].ToString());
        Assert.Equal("2.5.0", found["good.raucb"].GetProperty("name").GetString());
        Assert.Contains("(toaster)", found["toaster.raucb"].GetProperty("sentence").GetString(), StringComparison.Ordinal);
        TestContext.Current.SendDiagnosticMessage($"{found["stranger.raucb"]}\n{found["cut.raucb"]}");
        Assert.False(found["stranger.raucb"].GetProperty("isUsable").GetBoolean());
        Assert.Contains("not signed", found["stranger.raucb"].GetProperty("sentence").GetString(), StringComparison.Ordinal);
        Assert.False(found["cut.raucb"].GetProperty("isUsable").GetBoolean());

        await BeginAsync(api, stick);
        JsonElement update = await WaitForEndAsync(guest, api);

        Assert.True(update.GetProperty("state").GetString() == "installed", $"{update}\n{await guest.OutputAsync("journalctl -q -o cat -u rauc -n 30")}");
        await guest.OutputAsync("sync");
        byte[] written = new byte[ImageBytes];
        await using (FileStream other = File.OpenRead(slot.File))
        {
            await other.ReadExactlyAsync(written, TestContext.Current.CancellationToken);
        }
        Assert.True(written.AsSpan().SequenceEqual(image), "The other slot holds the image.");
        Assert.Contains(
            "\"bundle.version\" s \"2.5.0\"", await guest.OutputAsync("busctl call de.pengutronix.rauc / de.pengutronix.rauc.Installer GetSlotStatus"), StringComparison.Ordinal);
        await api.SendAsync(HttpMethod.Post, $"sticks/{stick}/release", null);
        await guest.PullAsync(Key(scratch));

        // The same from a slow key that is pulled out in the middle, and comes back.
        await PulledInTheMiddleAsync(guest, api, scratch, isWritten: false);
        await PulledInTheMiddleAsync(guest, api, scratch, isWritten: true);
        stick = await PlugAsync(guest, api, Key(scratch));
        Assert.True((await LookAsync(api, stick))["good.raucb"].GetProperty("isUsable").GetBoolean());
        await BeginAsync(api, stick);
        Assert.Equal("installed", (await WaitForEndAsync(guest, api)).GetProperty("state").GetString());
    }

    /// <summary>While it is checked, or once the other slot is written to.</summary>
    private static async Task PulledInTheMiddleAsync(Guest guest, BoxApi api, UpdateBench scratch, bool isWritten)
    {
        GuestDrive slow = Key(scratch) with { ReadsPerSecond = 400_000 };
        string stick = await PlugAsync(guest, api, slow);
        await LookAsync(api, stick);
        await guest.OutputAsync("head -c 1M /dev/zero > /dev/disk/by-id/virtio-SLOTB; sync; echo 3 > /proc/sys/vm/drop_caches");
        // All of it is read before anything is written: a machine that forgets reads it a second time.
        await guest.OutputAsync(isWritten ? "systemd-run -q --unit=forgetful sh -c 'while :; do echo 3 > /proc/sys/vm/drop_caches; sleep 0.2; done'" : "true");
        await BeginAsync(api, stick);
        await Wait.UntilAsync(async () => !isWritten || await HasWrittenAsync(guest), s_patience, () => "the other slot is being written to");

        await guest.PullAsync(slow);

        JsonElement end = await WaitForEndAsync(guest, api);
        await guest.OutputAsync("systemctl stop forgetful 2> /dev/null || true");
        Assert.Equal(isWritten, await HasWrittenAsync(guest));
        Assert.Equal("failed", end.GetProperty("state").GetString());
        Assert.StartsWith("The USB key was pulled out while the update was installed.", end.GetProperty("sentence").GetString(), StringComparison.Ordinal);
        TestContext.Current.SendDiagnosticMessage(end.ToString());
        await Wait.UntilAsync(async () => (await guest.OutputAsync("grep ' /media/' /proc/self/mountinfo; ls -A /media/nvr 2> /dev/null || true")) == "", s_patience, () => "no stale mount is left");
    }

    private static async Task<bool> HasWrittenAsync(Guest guest) => (await guest.RunAsync("cmp -s -n 65536 /dev/zero /dev/disk/by-id/virtio-SLOTB")).ExitCode != 0;

    private static async Task BeginAsync(BoxApi api, string stick) => await api.SendAsync(HttpMethod.Post, $"sticks/{stick}/update", new JsonObject { ["file"] = "good.raucb", ["confirm"] = "2.5.0" });

    private static async Task<JsonElement> WaitForEndAsync(Guest guest, BoxApi api)
    {
        JsonElement update = default;
        await Wait.UntilAsync(
            async () => (update = (await api.GetAsync("cargo")).GetProperty("update")).GetProperty("state").GetString() != "installing",
            s_patience,
            () => $"the update is over: {update}\n{guest.RunAsync("journalctl -q -o cat -u rauc -n 30").GetAwaiter().GetResult().Output}");
        return update;
    }

    private static async Task InstallRaucAsync(Guest guest, UpdateBench scratch)
    {
        string configuration = scratch.At("system.conf");
        await File.WriteAllTextAsync(
            configuration,
            $"""
            [system]
            compatible={Compatible}
            bootloader=noop
            bundle-formats=-plain
            statusfile=/var/lib/rauc.status
            [keyring]
            path=/etc/rauc/maker.pem
            [slot.rootfs.0]
            device=/dev/vda
            bootname=A
            [slot.rootfs.1]
            device=/dev/disk/by-id/virtio-SLOTB
            bootname=B

            """,
            TestContext.Current.CancellationToken);
        await guest.CopyInAsync(configuration, "/etc/rauc/system.conf");
        await guest.CopyInAsync(scratch.At("maker.pem"), "/etc/rauc/maker.pem");
    }

    private static GuestDrive Key(UpdateBench scratch) => new("key", scratch.At("key")) { Device = "usb-storage" };

    private static async Task<GuestDrive> MakeKeyAsync(UpdateBench scratch)
    {
        GuestDrive.Create("key", scratch.At("key"), 128L << 20);
        await ForeignProgram.OutputAsync("mkfs.exfat", "-L", "UPDATES", scratch.At("key"));
        return Key(scratch);
    }

    /// <summary>Its id, once it can be used.</summary>
    private static async Task<string> PlugAsync(Guest guest, BoxApi api, GuestDrive drive)
    {
        await guest.PlugAsync(drive);
        JsonElement all = default;
        await Wait.UntilAsync(
            async () => (all = await api.GetAsync("sticks")).GetProperty("sticks") is var sticks && sticks.GetArrayLength() == 1 && sticks[0].GetProperty("isUsable").GetBoolean(), s_patience, () => $"the USB key can be used: {all}");
        return all.GetProperty("sticks")[0].GetProperty("id").GetString()!;
    }

    // While it is mounted, since it was looked into.
    private static async Task FillAsync(Guest guest, UpdateBench scratch)
    {
        foreach (string name in new[] { "good", "stranger", "toaster" })
        {
            await guest.CopyInAsync(scratch.At($"{name}.raucb"), $"/tmp/{name}.raucb");
        }
        await guest.OutputAsync("at=$(ls -d /media/nvr/*) && cp /tmp/*.raucb \"$at\" && head -c 1000000 /tmp/good.raucb > \"$at/cut.raucb\"; sync");
    }

    private static async Task<Dictionary<string, JsonElement>> LookAsync(BoxApi api, string stick) =>
        (await api.SendAsync(HttpMethod.Post, $"sticks/{stick}/cargo", null)).GetProperty("found").GetProperty("items").EnumerateArray().ToDictionary(i => i.GetProperty("file").GetString()!, i => i.Clone());
}
