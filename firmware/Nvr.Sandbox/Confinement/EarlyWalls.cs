using System.Globalization;
using System.Runtime.InteropServices;
using Nvr.Sandbox.Processes;

namespace Nvr.Sandbox.Confinement;

/// <summary>
/// The walls that bind one thread and what it executes: raised by a first life of the process, which then becomes itself again, so that
/// they bind every thread of the second. A wall that the kernel or the user's rights do not allow is left out and not claimed.
/// </summary>
public static unsafe class EarlyWalls
{
    /// <summary>Memory that can be written: FFmpeg's pictures and the runtime's heap. The runtime reserves far more than it writes.</summary>
    private const ulong MaxDataBytes = 768ul << 20;

    private const ulong MaxFiles = 128;
    private const int Niceness = 5;

    /// <summary>The first to go when memory runs out, long before the recorder.</summary>
    private const string OutOfMemoryScore = "700";

    /// <summary>
    /// Raises the walls on this thread and executes <paramref name="program"/> with the walls as its last argument. Returns only if that
    /// failed, with the error number. No other thread is asked to stand still: executing ends them.
    /// </summary>
    public static int Enter(WorkerProgram program)
    {
        Walls walls = Raise(program);
        string claimed = ((int)walls).ToString(CultureInfo.InvariantCulture);
        using var arguments = new TextBlock([program.Path, .. program.Arguments, claimed]);
        using var environment = new TextBlock([.. ReadEnvironment()]);
        _ = Libc.Execute(program.Path, arguments.Pointer, environment.Pointer);
        return Marshal.GetLastPInvokeError();
    }

    private static Walls Raise(WorkerProgram program)
    {
        Yield();
        bool isLent = Environment.GetEnvironmentVariable(WorkerProgram.LentVariable) is not null;
        _ = Kernel.CloseRange((uint)(isLent ? WorkerProgram.LentDescriptor : WorkerProgram.SocketDescriptor) + 1, uint.MaxValue, Kernel.MarkCloseOnExec);
        Walls walls = Limit(Kernel.LimitData, MaxDataBytes) & Limit(Kernel.LimitCore, 0) & Limit(Kernel.LimitFileSize, 0)
            & Limit(Kernel.LimitFiles, MaxFiles);
        walls |= Kernel.Unshare(Kernel.NewNetwork) == 0 ? Walls.OwnNetwork : Walls.None;
        bool noNewPrivileges = Kernel.Prctl(Kernel.SetNoNewPrivileges, 1, 0, 0, 0) == 0;
        return noNewPrivileges ? walls | FenceFiles(program) : walls;
    }

    private static void Yield()
    {
        _ = Kernel.Nice(Niceness);
        try
        {
            File.WriteAllText("/proc/self/oom_score_adj", OutOfMemoryScore);
        }
        catch (Exception notAllowed) when (notAllowed is IOException or UnauthorizedAccessException)
        {
            // Where it cannot be said, the memory bound still holds.
        }
    }

    private static Walls Limit(int resource, ulong most)
    {
        ulong* both = stackalloc ulong[2] { most, most };
        return Kernel.SetLimit(resource, both) == 0 ? Walls.Limits : Walls.None;
    }

    private static Walls FenceFiles(WorkerProgram program)
    {
        using Landlock? landlock = Landlock.TryCreate();
        if (landlock is null)
        {
            return Walls.None;
        }
        foreach (string directory in new[] { "/usr", "/lib", "/lib64", Path.GetDirectoryName(program.Path)!, RuntimeEnvironment.GetRuntimeDirectory() })
        {
            landlock.AllowPrograms(directory);
        }
        landlock.AllowReading("/proc");
        landlock.AllowReading("/sys");
        landlock.AllowFile("/etc/ld.so.cache");
        // FFmpeg looks through /dev for a video device that encodes.
        landlock.AllowListing("/dev");
        foreach (string device in Directory.EnumerateFiles("/dev", "video*").Concat(["/dev/null", "/dev/zero", "/dev/urandom"]))
        {
            landlock.AllowDevice(device);
        }
        return landlock.RestrictSelf() ? Walls.Landlock : Walls.None;
    }

    private static IEnumerable<string> ReadEnvironment()
    {
        foreach (System.Collections.DictionaryEntry entry in Environment.GetEnvironmentVariables())
        {
            yield return $"{entry.Key}={entry.Value}";
        }
    }
}
