using System.Runtime.InteropServices;

namespace Nvr.Sandbox.Confinement;

/// <summary>The kernel calls that raise walls. Failure is -1 and the last P/Invoke error.</summary>
internal static unsafe partial class Kernel
{
    public const int SetNoNewPrivileges = 38;
    public const int NewNetwork = 0x40000000;

    /// <summary>O_PATH | O_CLOEXEC.</summary>
    public const int OpenPath = 0x280000;

    /// <summary>CLOSE_RANGE_CLOEXEC.</summary>
    public const uint MarkCloseOnExec = 4;

    public const int LimitFileSize = 1;
    public const int LimitData = 2;
    public const int LimitCore = 4;
    public const int LimitFiles = 7;

    public const int LandlockCreate = 444;
    public const int LandlockAdd = 445;
    public const int LandlockRestrict = 446;

    private const string Name = "libc";

    [LibraryImport(Name, EntryPoint = "prctl", SetLastError = true)]
    public static partial int Prctl(int option, nuint a, nuint b, nuint c, nuint d);

    [LibraryImport(Name, EntryPoint = "unshare", SetLastError = true)]
    public static partial int Unshare(int flags);

    [LibraryImport(Name, EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int Open(string path, int flags, int mode);

    [LibraryImport(Name, EntryPoint = "close")]
    public static partial int Close(int file);

    [LibraryImport(Name, EntryPoint = "socket", SetLastError = true)]
    public static partial int Socket(int domain, int type, int protocol);

    [LibraryImport(Name, EntryPoint = "close_range", SetLastError = true)]
    public static partial int CloseRange(uint first, uint last, uint flags);

    [LibraryImport(Name, EntryPoint = "setrlimit", SetLastError = true)]
    public static partial int SetLimit(int resource, ulong* softAndHard);

    [LibraryImport(Name, EntryPoint = "nice")]
    public static partial int Nice(int increment);

    [LibraryImport(Name, EntryPoint = "setgroups", SetLastError = true)]
    public static partial int SetGroups(nuint count, uint* groups);

    [LibraryImport(Name, EntryPoint = "setresgid", SetLastError = true)]
    public static partial int SetGroup(uint real, uint effective, uint saved);

    [LibraryImport(Name, EntryPoint = "setresuid", SetLastError = true)]
    public static partial int SetUser(uint real, uint effective, uint saved);

    [LibraryImport(Name, EntryPoint = "geteuid")]
    public static partial uint User();

    [LibraryImport(Name, EntryPoint = "getpid")]
    public static partial int ProcessId();

    [LibraryImport(Name, EntryPoint = "syscall", SetLastError = true)]
    public static partial nint Call(nint number, nuint a, nuint b, nuint c, nuint d);
}
