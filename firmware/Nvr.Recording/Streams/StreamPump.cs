using Microsoft.Extensions.Logging;
using Nvr.Core;
using Nvr.Core.Time;

namespace Nvr.Recording.Streams;

/// <summary>
/// The one thread that reads every camera. It wakes on a fixed grid and drains whichever sockets are due, so that a camera costs a
/// handful of system calls a second instead of one a packet (docs/decisions/0001-gulping.md has the measurements).
/// Attach and detach from any thread; streams are called on the pump thread only, and a stream that throws is detached alone.
/// </summary>
public sealed partial class StreamPump : IDisposable
{
    /// <summary>Nobody watches, and what comes fits the kernel's receive window easily: five times a second.</summary>
    public static readonly TimeSpan RestingInterval = TimeSpan.FromMilliseconds(200);

    /// <summary>Nobody watches, but much comes: ten times a second.</summary>
    public static readonly TimeSpan BusyInterval = TimeSpan.FromMilliseconds(100);

    /// <summary>Somebody watches, or the stream comes by datagrams that the kernel keeps only for so long.</summary>
    public static readonly TimeSpan WatchedInterval = TimeSpan.FromMilliseconds(20);

    /// <summary>As much as this in one gulp, about 5 Mbit/s, asks for the busy interval until the gulps are half as big.</summary>
    private const int BusyGulpBytes = 128 << 10;

    private readonly BoxClock clock;
    private readonly ILogger<StreamPump> logger;
    private readonly Lock gate = new();
    private readonly AutoResetEvent wake = new(false);
    private readonly Thread thread;
    private PumpedStream[] streams = [];
    private volatile bool stopping;
    private long rounds;
    private long allocatedBytes;

    public StreamPump(BoxClock clock, ILogger<StreamPump> logger)
    {
        this.clock = clock;
        this.logger = logger;
        thread = new Thread(Run) { Name = "camera-pump", IsBackground = true, Priority = ThreadPriority.AboveNormal };
        thread.Start();
    }

    /// <summary>Grows for as long as the thread goes round; for the watchdog.</summary>
    public long Rounds => Interlocked.Read(ref rounds);

    /// <summary>What the thread has allocated since it began.</summary>
    public long AllocatedBytes => Volatile.Read(ref allocatedBytes);

    /// <summary>Starts draining. The returned stream's <see cref="PumpedStream.Completion"/> ends when it is over for any reason.</summary>
    public PumpedStream Attach(IStreamSession session, IPumpTarget target)
    {
        var stream = new PumpedStream(session, target);
        lock (gate)
        {
            ObjectDisposedException.ThrowIf(stopping, this);
            streams = [.. streams, stream];
        }
        wake.Set();
        return stream;
    }

    /// <summary>Asks the pump to let go of the stream; <see cref="PumpedStream.Completion"/> tells when it has.</summary>
    public void Detach(PumpedStream stream)
    {
        stream.RequestStop();
        wake.Set();
    }

    /// <summary>Makes a change of interest (a viewer came) take effect at once.</summary>
    public void Wake() => wake.Set();

    public void Dispose()
    {
        stopping = true;
        wake.Set();
        thread.Join();
        wake.Dispose();
    }

    private void Run()
    {
        while (!stopping)
        {
            Interlocked.Increment(ref rounds);
            long nowUs = clock.MonotonicUs;
            long nextUs = nowUs + (long)RestingInterval.TotalMicroseconds;
            foreach (PumpedStream stream in Volatile.Read(ref streams))
            {
                nextUs = Math.Min(nextUs, Visit(stream, nowUs));
            }
            Volatile.Write(ref allocatedBytes, GC.GetAllocatedBytesForCurrentThread());
            long waitMs = (nextUs - clock.MonotonicUs + 999) / 1000;
            if (waitMs > 0)
            {
                wake.WaitOne((int)waitMs);
            }
        }
        foreach (PumpedStream stream in streams)
        {
            Remove(stream, null);
        }
    }

    /// <summary>Drains the stream if it is due; returns when it is due next.</summary>
    private long Visit(PumpedStream stream, long nowUs)
    {
        if (stream.StopRequested)
        {
            // What has arrived since the last round was sent before the stop: it belongs on disk.
            Drain(stream, nowUs);
            Remove(stream, null);
            return long.MaxValue;
        }
        long intervalUs = (long)IntervalOf(stream).TotalMicroseconds;
        long dueUs = stream.DrainedAtUs - (stream.DrainedAtUs % intervalUs) + intervalUs;
        if (dueUs > nowUs)
        {
            return dueUs;
        }
        Drain(stream, nowUs);
        return nowUs - (nowUs % intervalUs) + intervalUs;
    }

    private void Drain(PumpedStream stream, long nowUs)
    {
        try
        {
            stream.DrainedAtUs = nowUs;
            stream.NoteGulp(stream.Session.Drain(stream.Target), BusyGulpBytes);
            stream.Target.AfterDrain(nowUs);
        }
        catch (NvrException over)
        {
            Remove(stream, over);
        }
        catch (Exception bug)
        {
            LogStreamFailed(bug);
            Remove(stream, new NvrException(ErrorKind.Protocol, "The recorder could not understand this camera.", bug));
        }
    }

    private static TimeSpan IntervalOf(PumpedStream stream) =>
        stream.Target.IsWatched || stream.Session.ByDatagrams ? WatchedInterval
        : stream.IsBusy ? BusyInterval
        : RestingInterval;

    private void Remove(PumpedStream stream, NvrException? reason)
    {
        lock (gate)
        {
            streams = [.. streams.Where(s => s != stream)];
        }
        stream.Complete(reason);
    }

    [LoggerMessage(LogLevel.Error, "A stream was dropped because reading it failed unexpectedly")]
    private partial void LogStreamFailed(Exception exception);
}
