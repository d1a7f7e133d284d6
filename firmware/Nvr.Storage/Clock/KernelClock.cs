using System.Buffers.Binary;
using Nvr.Storage.Disk;

namespace Nvr.Storage.Clock;

/// <summary>What the kernel thinks of its own wall clock. Thread-safe; asking is one system call and never fails.</summary>
public static class KernelClock
{
    // TIME_ERROR of adjtimex(2): the clock is not synchronised.
    private const int TimeError = 5;

    // struct timex (linux/timex.h) is 208 bytes on 64-bit Linux.
    private const int TimexBytes = 256;
    private const int OffsetAt = 8;
    private const int EstimatedErrorAt = 32;
    private const int StatusAt = 40;

    // STA_NANO: the offset is in nanoseconds; the errors are in microseconds always.
    private const int InNanoseconds = 0x2000;

    /// <summary>False where whoever closed this process in keeps the call from it; nothing is known then.</summary>
    public static unsafe bool MayBeAsked
    {
        get
        {
            byte* timex = stackalloc byte[TimexBytes];
            new Span<byte>(timex, TimexBytes).Clear();
            return Libc.AdjTimex(timex) >= 0;
        }
    }

    /// <summary>True when something (chrony, timesyncd) keeps the clock in step and has told the kernel so.</summary>
    public static bool IsSynchronised() => Deviation() is not null;

    /// <summary>How far the clock is from the time that it follows, and how far that estimate may be off; null while it follows none.</summary>
    public static unsafe ClockDeviation? Deviation()
    {
        byte* timex = stackalloc byte[TimexBytes];
        var read = new Span<byte>(timex, TimexBytes);
        read.Clear();
        int state = Libc.AdjTimex(timex);
        if (state is < 0 or TimeError)
        {
            return null;
        }
        // What is still to be added to the clock: a clock that is behind has a positive one.
        double offset = BinaryPrimitives.ReadInt64LittleEndian(read[OffsetAt..]);
        bool isNano = (BinaryPrimitives.ReadInt32LittleEndian(read[StatusAt..]) & InNanoseconds) != 0;
        return new ClockDeviation(-offset / (isNano ? 1e6 : 1e3), BinaryPrimitives.ReadInt64LittleEndian(read[EstimatedErrorAt..]) / 1e3);
    }
}
