using System.Buffers.Binary;
using System.Device.I2c;
using System.Globalization;
using Nvr.Board.Linux.I2c;
using Nvr.Board.Parts;
using Nvr.Core;

namespace Nvr.Board.Linux.Cooling;

/// <summary>Reads a temperature: of a sensor of the LM75 family on I2C, or of the processor. Used by one task at a time; failures are <see cref="NvrException"/>, and the sensor is opened anew after one.</summary>
internal sealed class Thermometer(ChipDescription? chip, string sysfs, Func<ChipDescription, I2cDevice> open) : IDisposable
{
    private const byte Temperature = 0x00;

    /// <summary>Eleven bits in steps of an eighth of a degree, or nine in steps of a half: in both the upper byte is whole degrees.</summary>
    private const double DegreesAStep = 1.0 / 256;

    /// <summary>What such a sensor can tell; anything else is a wire that came off.</summary>
    private const double Coldest = -55;
    private const double Hottest = 125;

    private I2cDevice? device;

    public Thermometer(ChipDescription? chip, string sysfs)
        : this(chip, sysfs, I2cChips.Open)
    {
    }

    public double ReadCelsius() => chip is null ? OfProcessor() : OfSensor(chip);

    public void Dispose() => device?.Dispose();

    private double OfSensor(ChipDescription sensor)
    {
        try
        {
            device ??= open(sensor);
            Span<byte> read = stackalloc byte[2];
            device.WriteRead([Temperature], read);
            double celsius = BinaryPrimitives.ReadInt16BigEndian(read) * DegreesAStep;
            return celsius is >= Coldest and <= Hottest ? celsius : throw new IOException(string.Create(CultureInfo.InvariantCulture, $"it tells {celsius:0} °C"));
        }
        catch (IOException failure)
        {
            device?.Dispose();
            device = null;
            throw new NvrException(ErrorKind.Unreachable, $"The temperature sensor \"{sensor.Name}\" does not answer: {failure.Message}", failure);
        }
    }

    private double OfProcessor()
    {
        string path = Path.Combine(sysfs, "class", "thermal", "thermal_zone0", "temp");
        try
        {
            return int.Parse(File.ReadAllText(path), NumberStyles.AllowLeadingSign | NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture) / 1000.0;
        }
        catch (Exception unread) when (unread is IOException or UnauthorizedAccessException or FormatException or OverflowException)
        {
            throw new NvrException(ErrorKind.Unreachable, $"The processor does not tell its temperature: {unread.Message}", unread);
        }
    }
}
