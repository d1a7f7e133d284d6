using System.Runtime.InteropServices;
using Nvr.Core;

namespace Nvr.Sandbox.Confinement;

/// <summary>
/// The walls that bind all threads at once: raised when devices and libraries are open and before the first byte of a picture is
/// looked at. Afterwards the process has its descriptors and nothing else.
/// </summary>
public static unsafe class LateWalls
{
    private const uint Nobody = 65_534;
    private const int SetFilter = 1;
    private const int AllThreads = 1;

    /// <summary>The user that the box's image makes for this process; where there is none, nobody.</summary>
    private const string UserName = "nvr-analyze";

    /// <summary>
    /// Returns what stands now, <paramref name="early"/> included. Throws <see cref="NvrException"/> when a wall was raised and yet lets
    /// something through: then nothing that a camera sent may be decoded.
    /// </summary>
    public static Walls Raise(Walls early)
    {
        // Before the walls it must find something, or it would prove nothing afterwards.
        if (FindLeak() is null)
        {
            throw new NvrException(ErrorKind.Refused, "The capture process cannot tell whether it is closed in.");
        }
        Walls walls = early | DropRoot();
        walls |= Filter() ? Walls.SystemCalls : Walls.None;
        if (walls.HasFlag(Walls.SystemCalls) && FindLeak() is { } leak)
        {
            throw new NvrException(ErrorKind.Refused, $"The capture process could still {leak} after it was closed in.");
        }
        return walls;
    }

    /// <summary>Does what must fail now.</summary>
    private static string? FindLeak() =>
        Opened(Kernel.Open("/proc/self/status", 0, 0)) ? "open files"
        : Opened(Kernel.Socket(1, 1, 0)) ? "make sockets"
        : Kernel.User() == 0 ? "act as root"
        : null;

    private static bool Opened(int file) => file >= 0 && Kernel.Close(file) == 0;

    /// <summary>Through the C library, which takes every thread along.</summary>
    private static Walls DropRoot()
    {
        if (Kernel.User() != 0)
        {
            return Walls.None;
        }
        (uint user, uint group) = FindUser();
        bool dropped = Kernel.SetGroups(0, null) == 0 && Kernel.SetGroup(group, group, group) == 0 && Kernel.SetUser(user, user, user) == 0;
        return dropped ? Walls.OwnUser : throw new NvrException(ErrorKind.Refused, "The capture process could not stop being root.");
    }

    private static (uint User, uint Group) FindUser()
    {
        try
        {
            // name:password:uid:gid:…
            string[]? fields = File.ReadLines("/etc/passwd").Select(l => l.Split(':')).FirstOrDefault(f => f[0] == UserName && f.Length > 3);
            return fields is not null && uint.TryParse(fields[2], out uint user) && uint.TryParse(fields[3], out uint group)
                ? (user, group)
                : (Nobody, Nobody);
        }
        catch (Exception closed) when (closed is IOException or UnauthorizedAccessException)
        {
            return (Nobody, Nobody);
        }
    }

    private static bool Filter()
    {
        ulong[] program = CallFilter.Build(RuntimeInformation.ProcessArchitecture, Kernel.ProcessId());
        if (program.Length == 0 || Kernel.Prctl(Kernel.SetNoNewPrivileges, 1, 0, 0, 0) != 0)
        {
            return false;
        }
        fixed (ulong* instructions = program)
        {
            // struct sock_fprog: 2 bytes count, padding, pointer.
            ulong* header = stackalloc ulong[2] { (ulong)program.Length, (ulong)instructions };
            return Kernel.Call(CallFilter.SeccompNumber(RuntimeInformation.ProcessArchitecture), SetFilter, AllThreads, (nuint)header, 0) == 0;
        }
    }
}
