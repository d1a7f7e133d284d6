using System.Device.I2c;
using Iot.Device.Pwm;
using Nvr.Core;

namespace Nvr.Board.Linux.Lines;

/// <summary>The sixteen outputs of a PCA9685.</summary>
internal sealed class DimmerBank : ILineBank
{
    /// <summary>Fast enough that no LED flickers, slow enough for the input of a fan.</summary>
    private const double FrequencyHz = 1000;

    private readonly Pca9685 chip;

    public DimmerBank(I2cDevice device) => chip = new Pca9685(device, FrequencyHz);

    public void Write(int line, bool high) => Dim(line, high ? 1 : 0);

    public void Dim(int line, double fraction) => chip.SetDutyCycle(line, fraction);

    public bool Read(int line) => throw Unreadable();

    public IDisposable Watch(int line, Action<bool> onLevel) => throw Unreadable();

    public void Dispose() => chip.Dispose();

    private static NvrException Unreadable() => new(ErrorKind.InvalidInput, "A pca9685 has no inputs.");
}
