using Nvr.Core.Time;
using Nvr.Host.Tests.Kit;
using Torture.Box;

namespace Nvr.Host.Tests.Clock;

/// <summary>
/// The wall clock that one nvrd sees, through a small preloaded library: an offset from the real one that can be changed while it runs. The
/// monotonic clock stays real.
/// </summary>
internal sealed class FakedClock
{
    private readonly string file;
    private readonly string library;
    private long offsetSeconds;

    private FakedClock(Scratch scratch)
    {
        file = scratch.At("wallclock");
        library = scratch.At("wallclock.so");
    }

    public UtcTime Now => Clocks.Now.Plus(offsetSeconds * 1_000_000);

    public IReadOnlyDictionary<string, string> Environment =>
        new Dictionary<string, string> { ["LD_PRELOAD"] = library, ["WALLCLOCK_OFFSET"] = file };

    public static async Task<FakedClock> MakeAsync(Scratch scratch, TimeSpan offset)
    {
        var clock = new FakedClock(scratch);
        string source = Path.Combine(Repository.Root, "tests", "Nvr.Host.Tests", "Clock", "wallclock.c");
        await ForeignProgram.OutputAsync("gcc", "-shared", "-fPIC", "-O2", "-Wall", "-Werror", "-o", clock.library, source);
        clock.SetOffset(offset);
        return clock;
    }

    /// <summary>Takes effect at once, in mid-run.</summary>
    public void SetOffset(TimeSpan offset)
    {
        offsetSeconds = (long)offset.TotalSeconds;
        // Eight bytes in one write at the beginning of a page: the reader sees the old number or the new one.
        using FileStream number = new(file, FileMode.OpenOrCreate, FileAccess.Write, FileShare.ReadWrite);
        number.Write(BitConverter.GetBytes(offsetSeconds));
    }
}
