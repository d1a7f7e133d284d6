using System.Device.Gpio;
using System.Device.Gpio.Drivers;
using Nvr.Board.Parts;
using Nvr.Core;

namespace Nvr.Board.Linux.Lines;

/// <summary>The lines of a GPIO controller that the kernel drives, through libgpiod; edges come as the kernel's events.</summary>
internal sealed class GpioBank : ILineBank
{
    private readonly GpioController controller;

    private GpioBank(GpioController controller) => this.controller = controller;

    public static GpioBank Open(GpioDescription described)
    {
        try
        {
            GpioChipInfo? chip = LibGpiodDriver.GetAvailableChips().FirstOrDefault(c => c.Label == described.Label);
            return chip is null
                ? throw new NvrException(ErrorKind.NotFound, $"There is no GPIO controller with the label \"{described.Label}\".")
                : new GpioBank(new GpioController(new LibGpiodDriver(chip)));
        }
        catch (Exception missing) when (missing is DllNotFoundException or PlatformNotSupportedException)
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

    private void Open(int line, PinMode mode)
    {
        if (!controller.IsPinOpen(line))
        {
            controller.OpenPin(line, mode);
        }
    }
}
