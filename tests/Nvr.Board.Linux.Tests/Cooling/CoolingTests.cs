using System.Device.I2c;
using Nvr.Board.Linux.Cooling;
using Nvr.Board.Parts;
using Nvr.Core;

namespace Nvr.Board.Linux.Tests.Cooling;

/// <summary>The kernel's files for fans and temperatures, as folders of their layout.</summary>
public sealed class CoolingTests : IDisposable
{
    private readonly string sysfs = Directory.CreateTempSubdirectory("nvr-sysfs-").FullName;

    [Fact]
    public async Task Hwmon_IsFoundByItsName_SetByHandAndMeasured()
    {
        Put("class/hwmon/hwmon0/name", "cpu_thermal\n");
        Put("class/hwmon/hwmon3/name", "pwmfan\n");
        Put("class/hwmon/hwmon3/pwm1", "0\n");
        Put("class/hwmon/hwmon3/pwm1_enable", "2\n");
        Put("class/hwmon/hwmon3/fan1_input", "1380\n");
        using var fan = new HwmonFan("pwmfan", () => 50, sysfs);

        fan.Set(0.5);

        Assert.Equal(("128", "1"), (Text("class/hwmon/hwmon3/pwm1"), Text("class/hwmon/hwmon3/pwm1_enable")));
        Assert.Equal(1380, await fan.MeasureRpmAsync(TestContext.Current.CancellationToken));
        using var missing = new HwmonFan("other", () => 50, sysfs);
        Assert.Equal("The kernel has no fan with the name \"other\".", Assert.Throws<NvrException>(() => missing.Set(1)).Message);
    }

    [Theory]
    [InlineData("47236\n", 47.236)]
    [InlineData("-5000\n", -5)]
    public void Processor_TellsThousandths(string text, double celsius)
    {
        Put("class/thermal/thermal_zone0/temp", text);
        using var thermometer = new Thermometer(null, sysfs);
        Assert.Equal(celsius, thermometer.ReadCelsius(), 3);
    }

    [Fact]
    public void Processor_ThatTellsNothing_IsAFailure()
    {
        using var thermometer = new Thermometer(null, sysfs);
        Assert.Equal(ErrorKind.Unreachable, Assert.Throws<NvrException>(() => thermometer.ReadCelsius()).Kind);
    }

    /// <summary>From the data sheet of the LM75: 0x7D00, 0x1900, 0x0080, 0xFF80, 0xE700, 0xC900; and the eighths of an LM75A.</summary>
    [Theory]
    [InlineData(0x7d, 0x00, 125)]
    [InlineData(0x19, 0x00, 25)]
    [InlineData(0x00, 0x80, 0.5)]
    [InlineData(0xff, 0x80, -0.5)]
    [InlineData(0xe7, 0x00, -25)]
    [InlineData(0xc9, 0x00, -55)]
    [InlineData(0x2f, 0x60, 47.375)]
    public void Sensor_IsReadAsItsDataSheetSays(int high, int low, double celsius)
    {
        var chip = new Registers { [0] = (byte)high, [1] = (byte)low };
        using var thermometer = new Thermometer(new ChipDescription("air", ChipKind.Lm75, 1, 0x48), sysfs, _ => chip);
        Assert.Equal(celsius, thermometer.ReadCelsius(), 3);
    }

    [Fact]
    public void Sensor_ThatFailed_IsOpenedAnew()
    {
        int openings = 0;
        var chip = new Registers { [0] = 0x80 };
        using var thermometer = new Thermometer(new ChipDescription("air", ChipKind.Lm75, 1, 0x48), sysfs, OpenOnce);
        Assert.Contains("it tells -128", Assert.Throws<NvrException>(() => thermometer.ReadCelsius()).Message, StringComparison.Ordinal);
        chip.IsGone = true;
        Assert.Throws<NvrException>(() => thermometer.ReadCelsius());
        (chip.IsGone, chip[0]) = (false, 40);

        Assert.Equal(40, thermometer.ReadCelsius());
        Assert.Equal(3, openings);

        I2cDevice OpenOnce(ChipDescription described)
        {
            openings++;
            return chip;
        }
    }

    public void Dispose() => Directory.Delete(sysfs, recursive: true);

    private void Put(string path, string text)
    {
        Directory.CreateDirectory(Path.Combine(sysfs, Path.GetDirectoryName(path)!));
        File.WriteAllText(Path.Combine(sysfs, path), text);
    }

    private string Text(string path) => File.ReadAllText(Path.Combine(sysfs, path)).Trim();
}
