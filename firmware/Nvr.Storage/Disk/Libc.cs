using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Nvr.Storage.Disk;

/// <summary>The few calls of the C library that .NET does not offer in this form. Failure is -1 and the last P/Invoke error.</summary>
internal static partial class Libc
{
    public const int ENOENT = 2;
    public const int EIO = 5;
    public const int EINVAL = 22;
    public const int ENOSPC = 28;
    public const int EROFS = 30;
    public const int EDQUOT = 122;
    public const int LockExclusiveNonBlocking = 2 | 4;
    public const int Unlock = 8;

    private const string Name = "libc";

    /// <summary>O_RDONLY | O_CLOEXEC; the same on x64 and arm64 (O_DIRECTORY is not, and is not needed).</summary>
    public const int OpenReadOnly = 0x80000;

    /// <summary>O_RDWR | O_CREAT | O_CLOEXEC.</summary>
    public const int OpenOrCreate = 0x80042;

    /// <summary>F_SETFL.</summary>
    public const int SetFlagsCommand = 4;

    /// <summary>O_DIRECT, which is another bit on each architecture.</summary>
    public static int Direct => RuntimeInformation.ProcessArchitecture switch
    {
        Architecture.X64 => 0x4000,
        Architecture.Arm64 => 0x10000,
        _ => 0,
    };

    [LibraryImport(Name, EntryPoint = "fcntl", SetLastError = true)]
    public static partial int SetFlags(SafeFileHandle file, int command, int flags);

    [LibraryImport(Name, EntryPoint = "fdatasync", SetLastError = true)]
    public static partial int FDataSync(SafeFileHandle file);

    [LibraryImport(Name, EntryPoint = "fsync", SetLastError = true)]
    public static partial int FSync(SafeFileHandle file);

    [LibraryImport(Name, EntryPoint = "fsync", SetLastError = true)]
    public static partial int FSync(int file);

    [LibraryImport(Name, EntryPoint = "flock", SetLastError = true)]
    public static partial int FLock(SafeFileHandle file, int operation);

    [LibraryImport(Name, EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int Open(string path, int flags, int mode = 0);

    [LibraryImport(Name, EntryPoint = "close", SetLastError = true)]
    public static partial int Close(int file);

    [LibraryImport(Name, EntryPoint = "link", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int Link(string existing, string added);

    [LibraryImport(Name, EntryPoint = "unlink", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int Unlink(string path);

    [LibraryImport(Name, EntryPoint = "adjtimex", SetLastError = true)]
    public static unsafe partial int AdjTimex(byte* timex);
}
