using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Nvr.Board.Linux.I2c;

/// <summary>The kernel's calls for I2C adapters (linux/i2c-dev.h, linux/i2c.h).</summary>
internal static unsafe partial class SmbusNative
{
    public const byte Read = 1;
    public const byte Write = 0;
    public const uint SizeByte = 1;
    public const uint SizeByteData = 2;
    public const uint SizeWordData = 3;
    public const uint SizeBlock = 8;

    private const nuint SetAddress = 0x0703;
    private const nuint AskFunctions = 0x0705;
    private const nuint Transfer = 0x0720;

    /// <summary>The adapter sends bytes of any number, and not the SMBus's few forms alone.</summary>
    private const ulong SpeaksI2c = 1;

    /// <summary>Counts the bytes of a block in its first byte.</summary>
    [StructLayout(LayoutKind.Sequential)]
    public struct Message
    {
        public byte Direction;
        public byte Command;
        public uint Size;
        public byte* Data;
    }

    public static bool IsFullI2c(SafeFileHandle adapter)
    {
        ulong functions = 0;
        return Ioctl(adapter, AskFunctions, &functions) == 0 && (functions & SpeaksI2c) != 0;
    }

    public static bool TrySetAddress(SafeFileHandle adapter, int address) => IoctlNumber(adapter, SetAddress, address) == 0;

    /// <summary>0, or the error number.</summary>
    public static int Exchange(SafeFileHandle adapter, Message message) => Ioctl(adapter, Transfer, &message) == 0 ? 0 : Marshal.GetLastPInvokeError();

    [LibraryImport("libc", EntryPoint = "ioctl", SetLastError = true)]
    private static partial int Ioctl(SafeFileHandle file, nuint request, void* argument);

    [LibraryImport("libc", EntryPoint = "ioctl", SetLastError = true)]
    private static partial int IoctlNumber(SafeFileHandle file, nuint request, nint argument);
}
