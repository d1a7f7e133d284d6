using System.Device.I2c;
using Microsoft.Win32.SafeHandles;
using Nvr.Board.Parts;
using Nvr.Core;

namespace Nvr.Board.Linux.I2c;

/// <summary>Opens the chips of a board on the kernel's I2C adapters. Thread-safe.</summary>
internal static class I2cChips
{
    /// <summary>NotFound where the bus is not there, Unreachable where it cannot be used.</summary>
    public static I2cDevice Open(ChipDescription chip)
    {
        string path = SmbusDevice.Path(chip.Bus);
        var settings = new I2cConnectionSettings(chip.Bus, chip.Address);
        SafeFileHandle adapter;
        try
        {
            adapter = File.OpenHandle(path, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite);
        }
        catch (FileNotFoundException missing)
        {
            throw new NvrException(ErrorKind.NotFound, $"There is no I2C bus {path}, on which the chip \"{chip.Name}\" should be.", missing);
        }
        catch (Exception shut) when (shut is IOException or UnauthorizedAccessException)
        {
            throw new NvrException(ErrorKind.Unreachable, $"The I2C bus {path} of the chip \"{chip.Name}\" cannot be opened: {shut.Message}", shut);
        }
        if (SmbusNative.IsFullI2c(adapter))
        {
            adapter.Dispose();
            return I2cDevice.Create(settings);
        }
        if (!SmbusNative.TrySetAddress(adapter, chip.Address))
        {
            adapter.Dispose();
            throw new NvrException(ErrorKind.Conflict, $"The chip \"{chip.Name}\" on {path} belongs to a driver of the kernel.");
        }
        return new SmbusDevice(adapter, settings);
    }
}
