using System.Globalization;
using System.Runtime.InteropServices;

namespace Bench.Processes;

/// <summary>What other processes of this machine have used, read from the kernel. Any thread; a process that has gone counts nothing.</summary>
internal static partial class ProcessUsage
{
    // <linux/posix-timers.h>: a process' clock is its inverted id with the scheduler's clock in the low bits. Counts nanoseconds,
    // those of ended threads included; /proc/PID/stat has the same figure in steps of 10 ms, too coarse for short windows.
    private const int SchedulerClock = 2;

    /// <summary>User and system time since the process began, nanoseconds.</summary>
    public static long CpuNs(int pid) =>
        ClockGetTime((~pid << 3) | SchedulerClock, out TimeSpec time) == 0 ? (time.Seconds * 1_000_000_000) + time.Nanoseconds : 0;

    /// <summary>Proportional set size in kB: shared pages are divided among those who share them.</summary>
    public static long PssKb(int pid)
    {
        try
        {
            string line = File.ReadLines($"/proc/{pid}/smaps_rollup").First(l => l.StartsWith("Pss:", StringComparison.Ordinal));
            return long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture);
        }
        catch (IOException)
        {
            return 0;
        }
    }

    /// <summary>Processes that a process has started and not yet buried.</summary>
    public static IReadOnlyList<int> Children(int pid) =>
    [
        .. Directory.GetDirectories($"/proc/{pid}/task").SelectMany(t => File.ReadAllText(Path.Combine(t, "children")).Split(' ', StringSplitOptions.RemoveEmptyEntries))
            .Select(c => int.Parse(c, CultureInfo.InvariantCulture)),
    ];

    /// <summary>Sends a signal; 0 when it was sent.</summary>
    [LibraryImport("libc", EntryPoint = "kill")]
    public static partial int Signal(int pid, int signal);

    [LibraryImport("libc", EntryPoint = "clock_gettime")]
    private static partial int ClockGetTime(int clock, out TimeSpec time);

    private readonly record struct TimeSpec(long Seconds, long Nanoseconds);
}
