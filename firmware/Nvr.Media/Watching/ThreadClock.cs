using System.Runtime.InteropServices;

namespace Nvr.Media.Watching;

/// <summary>What the calling thread has used of the processor, its system calls included. Any thread.</summary>
internal static unsafe partial class ThreadClock
{
    /// <summary>CLOCK_THREAD_CPUTIME_ID (linux/time.h).</summary>
    private const int OfThread = 3;

    /// <summary>Since it began.</summary>
    public static double Microseconds
    {
        get
        {
            // struct timespec on 64 bits: seconds, nanoseconds.
            long* time = stackalloc long[2];
            return ReadClock(OfThread, time) == 0 ? (time[0] * 1e6) + (time[1] / 1e3) : 0;
        }
    }

    [LibraryImport("libc", EntryPoint = "clock_gettime")]
    private static partial int ReadClock(int clock, long* time);
}
