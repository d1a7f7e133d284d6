using System.Runtime.InteropServices;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Nvr.Core.Processes;

namespace Nvr.Appliance.Hosting;

/// <summary>
/// Gives back what only the start needed, once, when the start is over: garbage of the start, free space of the C library's heap, and
/// pages of code that ran once (docs/decisions/0002-speed-what-dominated.md). Costs a few milliseconds on a thread of its own and a
/// few hundred page faults afterwards; nothing waits for it but the collection's pause.
/// </summary>
internal sealed partial class SettledMemory(TimeProvider time, ILogger<SettledMemory> logger) : BackgroundService
{
    /// <summary>Cameras are found, signed in and recorded within 30 s of the start.</summary>
    internal static readonly TimeSpan StartIsOver = TimeSpan.FromSeconds(30);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Delay(StartIsOver, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (stoppingToken.IsCancellationRequested)
        {
            return;
        }
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        _ = TrimNativeHeap(0);
        Log.GaveBack(logger, ProgramPages.LetGo() >> 20);
    }

    [LibraryImport("libc", EntryPoint = "malloc_trim")]
    private static partial int TrimNativeHeap(nuint keep);

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Debug, "The start is over: let go of {Megabytes} MB of program pages")]
        public static partial void GaveBack(ILogger logger, long megabytes);
    }
}
