using Nvr.Storage.Disk;

namespace Nvr.Storage.Clock;

/// <summary>What the kernel thinks of its own wall clock. Thread-safe; asking is one system call and never fails.</summary>
public static class KernelClock
{
    // TIME_ERROR of adjtimex(2): the clock is not synchronised.
    private const int TimeError = 5;

    // struct timex is 208 bytes on 64-bit Linux.
    private const int TimexBytes = 256;

    /// <summary>True when something (chrony, timesyncd) keeps the clock in step and has told the kernel so.</summary>
    public static unsafe bool IsSynchronised()
    {
        byte* timex = stackalloc byte[TimexBytes];
        new Span<byte>(timex, TimexBytes).Clear();
        int state = Libc.AdjTimex(timex);
        return state is >= 0 and not TimeError;
    }
}
