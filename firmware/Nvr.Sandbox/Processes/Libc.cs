using System.Runtime.InteropServices;

namespace Nvr.Sandbox.Processes;

/// <summary>The calls of the C library that start, watch and end a process. Failure is -1 and the last P/Invoke error, or the error itself.</summary>
internal static unsafe partial class Libc
{
    /// <summary>SIGKILL, which nothing can catch.</summary>
    public const int Kill9 = 9;

    /// <summary>SOCK_STREAM | SOCK_CLOEXEC.</summary>
    public const int StreamCloseOnExec = 0x80001;

    public const int Unix = 1;

    /// <summary>WNOHANG.</summary>
    public const int NoHang = 1;

    /// <summary>POSIX_SPAWN_SETSID.</summary>
    public const short OwnSession = 0x80;

    public const int ReadWrite = 2;

    /// <summary>O_RDONLY | O_NOFOLLOW | O_NONBLOCK: a pipe that somebody laid there does not hold up whoever opens it.</summary>
    public static int ReadPlain { get; } = RuntimeInformation.ProcessArchitecture == Architecture.Arm64 ? 0x8800 : 0x20800;

    private const string Name = "libc";

    [LibraryImport(Name, EntryPoint = "socketpair", SetLastError = true)]
    public static partial int SocketPair(int domain, int type, int protocol, int* pair);

    [LibraryImport(Name, EntryPoint = "posix_spawn", StringMarshalling = StringMarshalling.Utf8)]
    public static partial int Spawn(int* pid, string path, byte* actions, byte* attributes, byte** arguments, byte** environment);

    [LibraryImport(Name, EntryPoint = "posix_spawn_file_actions_init")]
    public static partial int ActionsInit(byte* actions);

    [LibraryImport(Name, EntryPoint = "posix_spawn_file_actions_destroy")]
    public static partial int ActionsDestroy(byte* actions);

    [LibraryImport(Name, EntryPoint = "posix_spawn_file_actions_adddup2")]
    public static partial int ActionsDuplicate(byte* actions, int from, int to);

    [LibraryImport(Name, EntryPoint = "posix_spawn_file_actions_addopen", StringMarshalling = StringMarshalling.Utf8)]
    public static partial int ActionsOpen(byte* actions, int file, string path, int flags, uint mode);

    [LibraryImport(Name, EntryPoint = "posix_spawn_file_actions_addclosefrom_np")]
    public static partial int ActionsCloseFrom(byte* actions, int first);

    [LibraryImport(Name, EntryPoint = "posix_spawnattr_init")]
    public static partial int AttributesInit(byte* attributes);

    [LibraryImport(Name, EntryPoint = "posix_spawnattr_destroy")]
    public static partial int AttributesDestroy(byte* attributes);

    [LibraryImport(Name, EntryPoint = "posix_spawnattr_setflags")]
    public static partial int AttributesFlags(byte* attributes, short flags);

    [LibraryImport(Name, EntryPoint = "kill", SetLastError = true)]
    public static partial int Kill(int pid, int signal);

    [LibraryImport(Name, EntryPoint = "waitpid", SetLastError = true)]
    public static partial int Wait(int pid, int* status, int options);

    [LibraryImport(Name, EntryPoint = "_exit")]
    public static partial void ExitNow(int code);

    [LibraryImport(Name, EntryPoint = "execve", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int Execute(string path, byte** arguments, byte** environment);
}
