using Microsoft.Extensions.Hosting;
using Nvr.Core;
using Nvr.Core.Time;
using Nvr.Recording.Live;

namespace Nvr.Web.Live;

/// <summary>
/// The streams that somebody watches over HLS. A stream is joined at the first request and left when nobody has asked for half a minute.
/// Thread-safe. At most <see cref="MaxStreams"/> at once.
/// </summary>
internal sealed class HlsStreams(ILiveHub hub, BoxClock clock, IHostApplicationLifetime lifetime)
{
    public const int MaxStreams = 32;

    private const long IdleUs = 30_000_000;

    private readonly Lock gate = new();
    private readonly Dictionary<(CameraId, StreamKind), Entry> entries = [];

    /// <summary>The window of a stream, joined now if need be; null when the camera has no such stream.</summary>
    public HlsWindow? Open(CameraId camera, StreamKind stream)
    {
        lock (gate)
        {
            if (entries.TryGetValue((camera, stream), out Entry? known))
            {
                known.LastAskedUs = clock.MonotonicUs;
                return known.Window;
            }
            if (entries.Count >= MaxStreams)
            {
                throw new NvrException(ErrorKind.Exhausted, "Too many live pictures are being watched at once. Close one and try again.");
            }
            return hub.Subscribe(camera, stream) is { } live ? Begin_NeedsLock((camera, stream), live) : null;
        }
    }

    private HlsWindow Begin_NeedsLock((CameraId, StreamKind) key, LiveSubscription live)
    {
        Entry entry = new() { LastAskedUs = clock.MonotonicUs };
        entries[key] = entry;
        _ = Task.Run(() => FeedAsync(key, entry, live));
        return entry.Window;
    }

    private async Task FeedAsync((CameraId, StreamKind) key, Entry entry, LiveSubscription live)
    {
        Exception? cause = null;
        try
        {
            await PumpAsync(entry, live, lifetime.ApplicationStopping);
        }
        catch (Exception e) when (e is NvrException or OperationCanceledException)
        {
            cause = e as NvrException;
        }
        finally
        {
            live.Dispose();
            lock (gate)
            {
                entries.Remove(key);
            }
            entry.Window.End(cause);
        }
    }

    private async Task PumpAsync(Entry entry, LiveSubscription live, CancellationToken stopping)
    {
        Task<bool> more = live.Messages.WaitToReadAsync(stopping).AsTask();
        while (clock.MonotonicUs - entry.LastAskedUs < IdleUs)
        {
            await Task.WhenAny(more, Task.Delay(TimeSpan.FromSeconds(1), clock.Time, stopping));
            stopping.ThrowIfCancellationRequested();
            if (!more.IsCompleted)
            {
                continue;
            }
            if (!await more)
            {
                return;
            }
            while (live.Messages.TryRead(out LiveMessage? message))
            {
                entry.Window.Add(message);
            }
            more = live.Messages.WaitToReadAsync(stopping).AsTask();
        }
    }

    private sealed class Entry
    {
        public HlsWindow Window { get; } = new();

        public long LastAskedUs { get; set; }
    }
}
