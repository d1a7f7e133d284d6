using System.Globalization;
using System.Text.Json;
using Torture.Box;
using Vm.Guests;
using Vm.Tests.Kit;
using Xunit;

namespace Vm.Tests.Panels;

/// <summary>A fan on a driver of the kernel's, for which the recorder's own user needs the product's rule of udev.</summary>
public sealed class KernelFanTests
{
    private const int Controller = 0x18;
    private const int Sensor = 0x48;
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(2);

    [Fact]
    public async Task Fan_OfTheKernels_FollowsTheTemperature()
    {
        await using Guest guest = await InstalledGuest.StartAsync();
        ChipBus bus = await ChipBus.PlugAsync(guest, Controller, Sensor);
        await bus.SetWordAsync(Sensor, 0, 30);
        await guest.OutputAsync($"modprobe amc6821; echo amc6821 0x{Controller:x} > /sys/bus/i2c/devices/i2c-{bus.Number}/new_device; udevadm settle");
        await Product.SetBoardAsync(guest, Board(bus.Number));

        GuestNvrd nvrd = await GuestNvrd.StartInstalledAsync(guest, Product.BoardFile);
        using BoxApi api = await nvrd.OpenApiAsync();

        await WaitForFanAsync(guest, 0);
        await bus.SetWordAsync(Sensor, 0, 75);
        await WaitForFanAsync(guest, 255);
        Assert.DoesNotContain((await api.GetAsync("health")).GetProperty("items").EnumerateArray(), i => i.GetProperty("part").GetString()!.StartsWith("fan", StringComparison.Ordinal));
        Assert.Equal("nvr nvr", (await guest.OutputAsync("echo $(stat -c %U /sys/class/hwmon/hwmon*/pwm1 /sys/class/hwmon/hwmon*/pwm1_enable)")).Trim());
    }

    private static async Task WaitForFanAsync(Guest guest, int pwm)
    {
        string seen = "";
        string wanted = string.Create(CultureInfo.InvariantCulture, $"1 {pwm}");
        await Wait.UntilAsync(
            async () => (seen = (await guest.OutputAsync("cd /sys/class/hwmon/; for h in *; do [ \"$(cat $h/name)\" != amc6821 ] || echo $(cat $h/pwm1_enable $h/pwm1); done")).Trim()) == wanted,
            s_patience,
            () => $"the fan is set by hand to {pwm} of 255; it is \"{seen}\"\n{guest.RunAsync("journalctl -q -o cat -u nvrd -n 20").GetAwaiter().GetResult().Output}");
    }

    private static string Board(int bus) => JsonSerializer.Serialize(new
    {
        name = "Fan box",
        chips = new object[] { new { name = "air", kind = "lm75", bus, address = "0x48" } },
        fan = new { hwmon = "amc6821", sensor = "air" },
    });
}
