using Nvr.Host.Tests.Kit;
using Torture.Box;

namespace Nvr.Host.Tests.Updates;

/// <summary>
/// A box with two systems, as far as its program sees them: nvrd runs in a mount namespace of its own in which the image's version, the kernel's command line and the number of the boot are those of a file each. What installs
/// and restarts is the board's.
/// </summary>
internal sealed class TwoSystems(Scratch scratch)
{
    public const string Old = "2026.11.1";
    public const string New = "2026.11.30";

    private const string Masks = "for f in etc/os-release proc/cmdline proc/sys/kernel/random/boot_id; do mount --bind \"$1/$(basename $f)\" /$f || exit 1; done; shift; exec \"$@\"";
    private int boots;

    /// <summary>A board that loses its patience the more quickly.</summary>
    public async Task SetBoardAsync(int haste) =>
        await File.WriteAllTextAsync(scratch.At("board.json"), $$"""{ "name": "Two systems", "simulated": true, "simulatedHaste": {{haste}} }""");

    public async Task SetRealBoardAsync() => await File.WriteAllTextAsync(scratch.At("board.json"), """{ "name": "Two systems" }""");

    /// <summary>Switched on: the boot loader has chosen. What is started with it belongs to the same boot of the machine.</summary>
    public async Task<NvrdStart> BootAsync(string version, string slot)
    {
        string boot = Directory.CreateDirectory(scratch.At($"boot{++boots}")).FullName;
        await File.WriteAllTextAsync(Path.Combine(boot, "os-release"), $"PRETTY_NAME=\"Test\"\nIMAGE_VERSION=\"{version}\"\n");
        await File.WriteAllTextAsync(Path.Combine(boot, "cmdline"), $"console=ttyS0 rauc.slot={slot} panic=10\n");
        await File.WriteAllTextAsync(Path.Combine(boot, "boot_id"), $"{Guid.NewGuid()}\n");
        return new NvrdStart(scratch.Data) { Board = scratch.At("board.json"), Through = ["unshare", "-m", "sh", "-c", Masks, "sh", boot] };
    }
}
