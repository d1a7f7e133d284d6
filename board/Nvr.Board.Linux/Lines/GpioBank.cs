using System.Device.Gpio;
using System.Device.Gpio.Drivers;
using Nvr.Board.Parts;
using Nvr.Core;

namespace Nvr.Board.Linux.Lines;

/// <summary>The lines of a GPIO controller that the kernel drives, through libgpiod, whichever of its two forms there is; edges come as the kernel's events.</summary>
internal sealed class GpioBank : ILineBank
{
    private readonly GpioController controller;

    private GpioBank(GpioController controller) => this.controller = controller;

    public static GpioBank Open(GpioDescription described)
    {
        try
        {
            return Open(described, LibGpiodDriver.GetAvailableChips, chip => new LibGpiodDriver(chip));
        }
        catch (Exception newer) when (IsMissing(newer))
        {
            // Debian 12 has the first form of the library, Debian 13 the second.
        }
        try
        {
            return Open(described, LibGpiodV2Driver.GetAvailableChips, chip => new LibGpiodV2Driver(chip));
        }
        catch (Exception missing) when (IsMissing(missing))
        {
            throw new NvrException(ErrorKind.Unsupported, "GPIO needs the library libgpiod, which is not installed.", missing);
        }
    }

    public void Write(int line, bool high)
    {
        Open(line, PinMode.Output);
        controller.Write(line, high ? PinValue.High : PinValue.Low);
    }

    public void Dim(int line, double fraction) => Write(line, fraction >= 0.5);

    public bool Read(int line)
    {
        Open(line, PinMode.Input);
        return controller.Read(line) == PinValue.High;
    }

    public IDisposable Watch(int line, Action<bool> onLevel)
    {
        Open(line, PinMode.Input);
        void OnChange(object sender, PinValueChangedEventArgs change) => onLevel(change.ChangeType == PinEventTypes.Rising);
        controller.RegisterCallbackForPinValueChangedEvent(line, PinEventTypes.Rising | PinEventTypes.Falling, OnChange);
        return new Watching(() => controller.UnregisterCallbackForPinValueChangedEvent(line, OnChange));
    }

    public void Dispose() => controller.Dispose();

    private static GpioBank Open(GpioDescription described, Func<IList<GpioChipInfo>> chips, Func<GpioChipInfo, GpioDriver> drive) =>
        chips().FirstOrDefault(c => c.Label == described.Label) is { } chip
            ? new GpioBank(new GpioController(drive(chip)))
            : throw new NvrException(ErrorKind.NotFound, $"There is no GPIO controller with the label \"{described.Label}\".");

    private static bool IsMissing(Exception failure) => failure is DllNotFoundException or PlatformNotSupportedException || failure.InnerException is DllNotFoundException;

    private void Open(int line, PinMode mode)
    {
        if (!controller.IsPinOpen(line))
        {
            controller.OpenPin(line, mode);
        }
    }
}
