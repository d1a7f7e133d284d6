using System.Globalization;
using Vm.Guests;

namespace Vm.Tests.Panels;

/// <summary>
/// An I2C bus of the kernel's i2c-stub: chips whose registers hold what is written. Read and set from outside of nvrd with i2c-tools, as a finger or a camera would.
/// </summary>
internal sealed class ChipBus
{
    public const int Expander = 0x20;
    public const int PoeController = 0x28;

    private readonly Guest guest;

    private ChipBus(Guest guest, int number)
    {
        this.guest = guest;
        Number = number;
    }

    /// <summary>N of /dev/i2c-N.</summary>
    public int Number { get; }

    /// <param name="more">Addresses of chips beside the two that every panel here has.</param>
    public static async Task<ChipBus> PlugAsync(Guest guest, params int[] more)
    {
        await guest.RunAsync($"systemctl stop nvrd.service; rm -rf {GuestNvrd.Data}");
        await guest.OutputAsync($"modprobe i2c-dev; modprobe -r i2c-stub; modprobe i2c-stub chip_addr={string.Join(',', [Expander, PoeController, .. more])}; udevadm settle");
        string name = await guest.OutputAsync("basename $(dirname $(grep -l 'SMBus stub driver' /sys/class/i2c-dev/*/name))");
        var bus = new ChipBus(guest, int.Parse(name.Trim()["i2c-".Length..], CultureInfo.InvariantCulture));
        return bus;
    }

    public Task SetAsync(int chip, int register, int value) => guest.OutputAsync($"i2cset -y {Number} {chip} {register} {value}");

    /// <summary>Two registers that are read at once: <c>i2c-stub</c> keeps those apart from what is set byte by byte.</summary>
    public Task SetWordAsync(int chip, int register, int value) => guest.OutputAsync($"i2cset -y {Number} {chip} {register} {value} w");

    public async Task<int> GetAsync(int chip, int register) =>
        Convert.ToInt32((await guest.OutputAsync($"i2cget -y {Number} {chip} {register}")).Trim(), 16);
}
