using System.Text.RegularExpressions;
using Torture.Box;
using Vm.Guests;
using Vm.Tests.Kit;
using Xunit;

namespace Vm.Tests.Sticks;

/// <summary>What people plug into the box, one after the other in one guest, since each boot costs a minute: what is told of each stick, what is written to it, and what happens when it is pulled too early.</summary>
public sealed partial class StickStoryTests
{
    private const string HostileLabel = "../<b>\u202ex";
    private const int FileBytes = 4 << 20;
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(2);

    /// <summary>Less than the minute after which the command looks by itself.</summary>
    private static readonly TimeSpan s_told = TimeSpan.FromSeconds(40);

    [Fact]
    public async Task Sticks_TheirWholeLife()
    {
        await using StickBox box = await StickBox.StartAsync();
        GuestDrive exfat = await box.MakeAsync("exfat", "mkfs.exfat", "-L", "KEY");
        GuestDrive fat = await box.MakeAsync("fat", "mkfs.vfat", "-F", "32", "-n", "FAT KEY");
        GuestDrive ext = await box.MakeAsync("ext", "mkfs.ext4", "-q", "-F", "-b", "4096", "-L", HostileLabel);
        GuestDrive ntfs = await box.MakeAsync("ntfs", "mkfs.ntfs", "-q", "-F", "-f", "-L", "WINDOWS");

        Assert.Equal(["No USB key is plugged in."], await box.ListAsync());
        await TakesAsync(box, exfat, "\"KEY\", exFAT, 134 MB", "fsck.exfat", "-n");
        await TakesAsync(box, fat, "\"FAT KEY\", FAT32, 134 MB", "fsck.vfat", "-n");
        await TakesAsync(box, ext, "\"../<b>x\", ext4, 134 MB", "e2fsck", "-f", "-n");
        await RefusesAsync(box, ntfs, "This USB key is formatted as NTFS, which this recorder only reads. Format it as exFAT and insert it again.");
        await RefusesAsync(box, exfat with { IsReadOnly = true }, "This USB key is write-protected.");
        await TellsDamageAsync(box, await DamagedAsync(box));
        await KeepsOffFootageAsync(box, fat);
        await SurvivesBeingPulledAsync(box, exfat);
        await ToldAtOnceAsync(box, ext);
    }

    // Plugged in, mounted, written to, in use, released, pulled, and read on this machine.
    private static async Task TakesAsync(StickBox box, GuestDrive stick, string told, string check, params string[] arguments)
    {
        string id = await PlugAsync(box, stick, $"QEMU HARDDISK {told}. It can be written to.");
        string at = await MountAsync(box, id);
        string options = await box.Guest.OutputAsync($"findmnt -no OPTIONS '{at}'");
        Assert.All(["nosuid", "nodev", "noexec", "noatime", stick.Name == "fat" ? "flush" : "rw"], o => Assert.Contains(o, options.Trim().Split(',')));
        await OutputAsync(box, $"mkdir '{at}/export' && head -c {FileBytes} /dev/urandom > '{at}/export/door.mp4'");
        Assert.Contains(" MB free. It can be written to.", Assert.Single(await box.ListAsync()), StringComparison.Ordinal);
        byte[] content = await ReadAsync(box, $"{at}/export/door.mp4");

        await box.Guest.OutputAsync($"systemd-run -q --unit=reader bash -c \"exec 7< '{at}/export/door.mp4'; sleep 1000\"; until [ -e /proc/$(systemctl show -P MainPID reader)/fd/7 ]; do sleep 0.2; done");
        ProgramResult busy = await box.SticksAsync($"--release {id}");
        Assert.Equal((1, "nvrd: The USB key is in use: a file on it is still open. Wait until nothing is written to it any more, then release it again.\n"), (busy.ExitCode, busy.Error));
        await box.Guest.OutputAsync("systemctl stop reader");

        await ReleaseAsync(box, id);
        byte[] image = await File.ReadAllBytesAsync(stick.File, TestContext.Current.CancellationToken);
        Assert.True(image.AsSpan().IndexOf(content) > 0, $"What was written to {stick.Name} is on it.");
        await ForeignProgram.OutputAsync(check, [.. arguments, stick.File]);
        Assert.Equal(["No USB key is plugged in."], await box.ListAsync());
        await box.Guest.PullAsync(stick);
    }

    private static async Task RefusesAsync(StickBox box, GuestDrive stick, string why)
    {
        string id = await PlugAsync(box, stick, why);
        ProgramResult refused = await box.SticksAsync($"--mount {id}");
        Assert.Equal(1, refused.ExitCode);
        Assert.StartsWith($"nvrd: {why}", refused.Error, StringComparison.Ordinal);
        Assert.Equal("", await MountsAsync(box));
        await ReleaseAsync(box, id);
        await box.Guest.PullAsync(stick);
    }

    private static async Task<GuestDrive> DamagedAsync(StickBox box)
    {
        GuestDrive stick = await box.MakeAsync("damaged", "mkfs.ext4", "-q", "-F", "-b", "1024");
        await using FileStream image = File.OpenWrite(stick.File);
        // Where its groups are described.
        image.Position = 2048;
        image.Write(new byte[1024].Select(_ => (byte)0x5a).ToArray());
        return stick;
    }

    private static async Task TellsDamageAsync(StickBox box, GuestDrive stick)
    {
        string id = await PlugAsync(box, stick, "ext4, 134 MB. It can be written to.");
        Assert.StartsWith("nvrd: The file system of this USB key is damaged.", (await box.SticksAsync($"--mount {id}")).Error, StringComparison.Ordinal);
        await box.Guest.PullAsync(stick);
    }

    private static async Task KeepsOffFootageAsync(StickBox box, GuestDrive stick)
    {
        string id = await PlugAsync(box, stick, "It can be written to.");
        string at = await MountAsync(box, id);
        await OutputAsync(box, $$"""echo '{"Id":"{{Guid.NewGuid()}}","FormatVersion":1}' > '{{at}}/volume.json'""");
        Assert.Equal(1, (await box.SticksAsync($"--release {id}")).ExitCode);
        await box.Guest.OutputAsync($"umount '{at}'");
        await box.Guest.PullAsync(stick);

        id = await PlugAsync(box, stick, "It can be written to.");
        Assert.StartsWith("nvrd: This disk holds footage of a recorder; nothing else is written to it.", (await box.SticksAsync($"--mount {id}")).Error, StringComparison.Ordinal);
        Assert.Equal("", await MountsAsync(box));
        await box.Guest.PullAsync(stick);
    }

    private static async Task SurvivesBeingPulledAsync(StickBox box, GuestDrive stick)
    {
        string id = await PlugAsync(box, stick, "It can be written to.");
        string at = await MountAsync(box, id);
        await box.Guest.OutputAsync($"systemd-run -q --unit=writer {string.Concat(Product.Confinement.Select(c => $"-p '{c}' "))} bash -c \"while :; do head -c 100000 /dev/zero && sync -f '{at}/export' || exit 1; done > '{at}/export/cut.mp4'\"");
        await Wait.UntilAsync(async () => (await box.Guest.RunAsync($"[ -s '{at}/export/cut.mp4' ]")).ExitCode == 0, s_patience, () => "it is being written to");

        await box.Guest.PullAsync(stick);

        await Wait.UntilAsync(async () => await MountsAsync(box) == "" && (await box.Guest.OutputAsync("ls -A /media/nvr")) == "", s_patience, () => "no stale mount is left");
        Assert.Equal(["No USB key is plugged in."], await box.ListAsync());
        await Wait.UntilAsync(async () => (await box.Guest.OutputAsync("systemctl show -P SubState writer")).Trim() is "failed" or "dead", s_patience, () => "the writer was told");

        string again = await PlugAsync(box, stick, "exFAT, 134 MB. It can be written to.");
        Assert.NotEqual(id, again);
        string back = await MountAsync(box, again);
        Assert.Equal(FileBytes, (await ReadAsync(box, $"{back}/export/door.mp4")).Length);
        await ReleaseAsync(box, again);
        await box.Guest.PullAsync(stick);
    }

    // Without being asked: what the service tells of a stick that comes and of one that goes.
    private static async Task ToldAtOnceAsync(StickBox box, GuestDrive stick)
    {
        await box.Guest.OutputAsync($"systemd-run -q --unit=watch -p User=nvr /opt/nvr/nvrd board sticks --board {Product.BoardFile} --watch");
        await Wait.UntilAsync(async () => (await SaidAsync()).Contains("No USB key", StringComparison.Ordinal), s_patience, () => "it watches");
        await box.Guest.PlugAsync(stick);
        await Wait.UntilAsync(async () => (await SaidAsync()).TrimEnd().EndsWith("ext4, 134 MB. It can be written to.", StringComparison.Ordinal), s_told, () => "the USB key is told of");
        await box.Guest.PullAsync(stick);
        await Wait.UntilAsync(async () => (await SaidAsync()).TrimEnd().EndsWith("No USB key is plugged in.", StringComparison.Ordinal), s_told, () => "that it is gone is told");
        await box.Guest.OutputAsync("systemctl stop watch");

        Task<string> SaidAsync() => box.Guest.OutputAsync("journalctl -q -o cat -u watch");
    }

    /// <summary>Its id, once it is listed alone with words that contain these.</summary>
    private static async Task<string> PlugAsync(StickBox box, GuestDrive stick, string told)
    {
        await box.Guest.PlugAsync(stick);
        string[] lines = [];
        await Wait.UntilAsync(
            async () => (lines = await box.ListAsync()) is [var line] && line.Contains(told, StringComparison.Ordinal), s_patience, () => $"{stick.Name} is told of as \"{told}\": {string.Join('\n', lines)}");
        return Id().Match(lines[0]).Groups[1].Value;
    }

    private static async Task<string> MountAsync(StickBox box, string id)
    {
        string at = (await OutputAsync(box, $"/opt/nvr/nvrd board sticks --board {Product.BoardFile} --mount {id}")).TrimEnd('\n');
        Assert.StartsWith("/media/nvr/", at, StringComparison.Ordinal);
        return at;
    }

    private static async Task ReleaseAsync(StickBox box, string id)
    {
        ProgramResult released = await box.SticksAsync($"--release {id}");
        Assert.Equal((0, $"The USB key {id} can be pulled out.\n", ""), (released.ExitCode, released.Output, released.Error));
        Assert.Equal("", await MountsAsync(box));
    }

    private static async Task<byte[]> ReadAsync(StickBox box, string file) => Convert.FromBase64String((await box.Guest.OutputAsync($"base64 -w 0 '{file}'")).Trim());

    private static Task<string> MountsAsync(StickBox box) => box.Guest.OutputAsync("grep ' /media/' /proc/self/mountinfo || true");

    private static async Task<string> OutputAsync(StickBox box, string command)
    {
        ProgramResult result = await box.AsRecorderAsync(command);
        return result.ExitCode == 0 ? result.Output : throw new InvalidOperationException($"{command}: {result}");
    }

    [GeneratedRegex("^(sd[a-z]+-[0-9]+): ")]
    private static partial Regex Id();
}
