using System.Runtime.InteropServices;

namespace Fuzz.Engine;

/// <summary>How much of a processor the calling thread has used; what else the machine does is not in it.</summary>
internal static partial class ThreadClock
{
    private const int ThreadCpuTime = 3;

    public static double NowMs => ClockGetTime(ThreadCpuTime, out Time now) == 0
        ? (now.Seconds * 1000.0) + (now.Nanoseconds / 1e6)
        : throw new InvalidOperationException("The kernel does not tell a thread's time.");

    // CLOCK_THREAD_CPUTIME_ID (linux/time.h).
    [LibraryImport("libc", EntryPoint = "clock_gettime")]
    private static partial int ClockGetTime(int clock, out Time now);

    [StructLayout(LayoutKind.Sequential)]
    private struct Time
    {
        public nint Seconds;
        public nint Nanoseconds;
    }
}
