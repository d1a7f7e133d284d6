using Torture.Box;
using Vm.Guests;
using Vm.Tests.Kit;
using Xunit;

namespace Vm.Tests.Guests;

/// <summary>What scenarios build on.</summary>
[Collection<SharedGuestUsers>]
public sealed class GuestTests(SharedGuest shared) : IDisposable
{
    private const long DriveBytes = 64 << 20;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(120);

    private readonly DirectoryInfo scratch = Directory.CreateTempSubdirectory("nvr-vm-test-");

    public void Dispose() => scratch.Delete(recursive: true);

    [Fact]
    public async Task Command_TellsItsOutputAndItsExitCode()
    {
        Guest guest = await shared.GuestAsync();

        ProgramResult result = await guest.RunAsync("echo said; echo complained >&2; exit 7");

        Assert.Equal(new ProgramResult(7, "said\n", "complained\n"), result);
    }

    [Fact]
    public async Task File_ComesBack_AsItWentIn()
    {
        Guest guest = await shared.GuestAsync();
        string here = Path.Combine(scratch.FullName, "in");
        byte[] bytes = new byte[300_000];
        new Random(3).NextBytes(bytes);
        await File.WriteAllBytesAsync(here, bytes);

        await guest.CopyInAsync(here, "/tmp/some where/file");
        await guest.CopyOutAsync("/tmp/some where/file", here + "-back");

        Assert.Equal(bytes, await File.ReadAllBytesAsync(here + "-back"));
    }

    [Theory]
    [InlineData("virtio-blk-pci", "bay7")]
    [InlineData("usb-storage", "stick7")]
    public async Task Drive_ThatIsPluggedIn_IsThereByItsSerial_UntilItIsPulled(string device, string name)
    {
        Guest guest = await shared.GuestAsync();
        GuestDrive drive = GuestDrive.Create(name, Path.Combine(scratch.FullName, name), DriveBytes) with { Device = device };

        await guest.PlugAsync(drive);
        await Wait.UntilAsync(async () => (await SerialsAsync(guest)).Contains(drive.Serial), Patience, () => $"{drive.Serial} is there");
        await guest.PullAsync(drive);
        await Wait.UntilAsync(async () => !(await SerialsAsync(guest)).Contains(drive.Serial), Patience, () => $"{drive.Serial} is gone");
        // The same drive may come back.
        await guest.PlugAsync(drive);
        await Wait.UntilAsync(async () => (await SerialsAsync(guest)).Contains(drive.Serial), Patience, () => $"{drive.Serial} is back");
        await guest.PullAsync(drive);
    }

    private static async Task<string[]> SerialsAsync(Guest guest) => (await guest.OutputAsync("lsblk -dno SERIAL")).Split('\n', StringSplitOptions.TrimEntries);
}
