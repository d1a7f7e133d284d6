using System.Globalization;
using Nvr.Board.Cooling;
using Nvr.Core;

namespace Nvr.Board.Linux.Cooling;

/// <summary>
/// A fan that the kernel drives: <c>pwm1</c>, 0 to 255, and <c>fan1_input</c>, turns a minute, of the hwmon device with a name such as <c>pwmfan</c>. The numbers of hwmon devices change between starts,
/// so it is found by name at each use. As of <see cref="IFan"/>.
/// </summary>
/// <param name="readCelsius">Reads the temperature that it follows.</param>
/// <param name="sysfs">Where sysfs is mounted.</param>
internal sealed class HwmonFan(string name, Func<double> readCelsius, string sysfs) : IFan
{
    private const int FullPwm = 255;

    /// <summary>The kernel's word for "set by hand" in <c>pwm1_enable</c>; a driver of its own would otherwise set it again.</summary>
    private const string ByHand = "1";

    public double ReadCelsius() => readCelsius();

    public void Set(double fraction) => Guard(() =>
    {
        string device = Find();
        if (Path.Combine(device, "pwm1_enable") is var enable && File.Exists(enable) && File.ReadAllText(enable).Trim() != ByHand)
        {
            File.WriteAllText(enable, ByHand);
        }
        File.WriteAllText(Path.Combine(device, "pwm1"), ((int)Math.Round(fraction * FullPwm)).ToString(CultureInfo.InvariantCulture));
        return 0;
    });

    public Task<int?> MeasureRpmAsync(CancellationToken cancellation) => Task.FromResult(Guard(() =>
    {
        string input = Path.Combine(Find(), "fan1_input");
        return File.Exists(input) && int.TryParse(File.ReadAllText(input), NumberStyles.None | NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture, out int rpm) ? rpm : default(int?);
    }));

    public void Dispose()
    {
        // Nothing is held open.
    }

    private string Find()
    {
        string all = Path.Combine(sysfs, "class", "hwmon");
        foreach (string device in Directory.Exists(all) ? Directory.GetDirectories(all) : [])
        {
            if (Path.Combine(device, "name") is var told && File.Exists(told) && File.ReadAllText(told).Trim() == name)
            {
                return device;
            }
        }
        throw new NvrException(ErrorKind.NotFound, $"The kernel has no fan with the name \"{name}\".");
    }

    private static T Guard<T>(Func<T> work)
    {
        try
        {
            return work();
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new NvrException(ErrorKind.Unreachable, $"The fan cannot be set: {failure.Message}", failure);
        }
    }
}
