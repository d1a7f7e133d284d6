using Vm.Guests;
using Vm.Tests.Kit;
using Xunit;

namespace Vm.Tests.Guests;

/// <summary>A guest of its own, because its power is cut.</summary>
public sealed class PowerCutTests : IDisposable
{
    private readonly DirectoryInfo scratch = Directory.CreateTempSubdirectory("nvr-vm-test-");

    public void Dispose() => scratch.Delete(recursive: true);

    [Fact]
    public async Task PowerCut_KeepsWhatWasSynced_OnTheSystemAndOnADrive()
    {
        GuestDrive drive = GuestDrive.Create("bay0", Path.Combine(scratch.FullName, "bay0"), 64 << 20);
        await using Guest guest = await InstalledGuest.StartAsync([drive]);
        await guest.OutputAsync("mkfs.ext4 -q /dev/disk/by-id/virtio-BAY0 && mount /dev/disk/by-id/virtio-BAY0 /srv");
        await guest.OutputAsync("echo kept | tee /srv/file /root/file && sync");

        await guest.CutPowerAsync();

        Assert.Equal("kept\n", await guest.OutputAsync("cat /root/file"));
        Assert.Equal("kept\n", await guest.OutputAsync("mount /dev/disk/by-id/virtio-BAY0 /srv && cat /srv/file"));
    }
}
