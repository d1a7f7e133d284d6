using System.Runtime.InteropServices;

namespace Nvr.Sandbox.Tests.Confinement;

/// <summary>What a process should not do, each by the kernel's own call. Returns 0 when it could, the error number when not.</summary>
internal static unsafe partial class Deeds
{
    private const int Stream = 1;
    private const int Inet = 2;

    public static IReadOnlyList<(string Name, Func<int, int> Try)> All { get; } =
    [
        ("read", _ => Open("/proc/version", 0)),
        ("password", _ => Open("/etc/passwd", 0)),
        ("write", _ => Open("/tmp/nvr-confined", 0x41)),
        ("connect", Connect),
        ("socketpair", _ => Pair()),
        ("fork", _ => Fork()),
        ("trace", _ => Done(Trace(16, ParentId(), 0, 0))),
        ("kill", _ => Done(Kill(ParentId(), 0))),
    ];

    private static int Open(string path, int flags)
    {
        int file = OpenFile(path, flags, 0x180);
        int error = Marshal.GetLastPInvokeError();
        return file < 0 ? error : Closed(file);
    }

    /// <summary>To a listener that is there: 127.0.0.1 as the network writes it.</summary>
    private static int Connect(int port)
    {
        int file = Socket(Inet, Stream, 0);
        if (file < 0)
        {
            return Marshal.GetLastPInvokeError();
        }
        byte* address = stackalloc byte[16] { Inet, 0, (byte)(port >> 8), (byte)port, 127, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0 };
        int error = Done(ConnectTo(file, address, 16));
        _ = Closed(file);
        return error;
    }

    private static int Pair()
    {
        int* pair = stackalloc int[2];
        int error = Done(SocketPair(1, Stream, 0, pair));
        return error == 0 ? Closed(pair[0]) | Closed(pair[1]) : error;
    }

    /// <summary>A process of a program that does not exist: the C library makes the process first.</summary>
    private static int Fork()
    {
        byte* program = stackalloc byte[1] { 0 };
        byte** none = stackalloc byte*[1] { null };
        int pid;
        // posix_spawn of nothing: ENOENT (2) when a process could be made, EPERM when not.
        int error = Spawn(&pid, program, null, null, none, none);
        return error == 2 ? 0 : error;
    }

    private static int Done(nint result) => result < 0 ? Marshal.GetLastPInvokeError() : 0;

    private static int Closed(int file) => Close(file) == 0 ? 0 : -1;

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int OpenFile(string path, int flags, int mode);

    [LibraryImport("libc", EntryPoint = "close")]
    private static partial int Close(int file);

    [LibraryImport("libc", EntryPoint = "socket", SetLastError = true)]
    private static partial int Socket(int domain, int type, int protocol);

    [LibraryImport("libc", EntryPoint = "connect", SetLastError = true)]
    private static partial int ConnectTo(int file, byte* address, int bytes);

    [LibraryImport("libc", EntryPoint = "socketpair", SetLastError = true)]
    private static partial int SocketPair(int domain, int type, int protocol, int* pair);

    [LibraryImport("libc", EntryPoint = "posix_spawn")]
    private static partial int Spawn(int* pid, byte* path, byte* actions, byte* attributes, byte** arguments, byte** environment);

    [LibraryImport("libc", EntryPoint = "ptrace", SetLastError = true)]
    private static partial nint Trace(nint request, int pid, nint address, nint data);

    [LibraryImport("libc", EntryPoint = "kill", SetLastError = true)]
    private static partial int Kill(int pid, int signal);

    [LibraryImport("libc", EntryPoint = "getppid")]
    private static partial int ParentId();
}
