using Nvr.Storage.Index;

namespace Nvr.Storage.Writing;

/// <summary>
/// Remembers where each stream's record ended when nvrd was last stopped or killed, and makes the one gap that follows from it as soon as the stream
/// is heard of again. Knows too up to where each stream's footage is durable now. Thread-safe.
/// </summary>
internal sealed class StreamLedger
{
    private const string Detail = "nvrd was not running.";

    private readonly Lock gate = new();
    private readonly Dictionary<StreamKey, BootMoment> ends = [];
    private readonly Dictionary<StreamKey, BootMoment> heard = [];
    private readonly Dictionary<StreamKey, long> durable = [];

    /// <summary>Notes where a stream's record ended before this start; of several volumes' answers the later is kept.</summary>
    public void NoteEnd(StreamKey stream, BootMoment end, Func<BootMoment, BootMoment, bool> isLater)
    {
        lock (gate)
        {
            if (!ends.TryGetValue(stream, out BootMoment known) || isLater(end, known))
            {
                ends[stream] = end;
            }
        }
    }

    /// <summary>Notes when a stream was heard of first in this process: from then on nvrd was running, wherever the footage went.</summary>
    public void Hear(StreamKey stream, BootMoment now)
    {
        lock (gate)
        {
            heard.TryAdd(stream, now);
        }
    }

    /// <summary>The gap between the record of an earlier process and this one, once; null when there is none.</summary>
    public GapRow? Resolve(StreamKey stream, BootMoment now)
    {
        lock (gate)
        {
            heard.TryAdd(stream, now);
            BootMoment since = heard[stream];
            if (!ends.Remove(stream, out BootMoment end) || (end.BootId == since.BootId && end.MonotonicUs >= since.MonotonicUs))
            {
                return null;
            }
            return new GapRow(stream, end, since, GapReason.RecorderStopped, Detail);
        }
    }

    /// <summary>Notes that a stream's footage is on the disk up to a moment of this boot, in monotonic microseconds.</summary>
    public void NoteDurable(StreamKey stream, long endMonotonicUs)
    {
        lock (gate)
        {
            durable[stream] = Math.Max(endMonotonicUs, durable.GetValueOrDefault(stream, long.MinValue));
        }
    }

    /// <summary>Up to where a stream's footage is on the disk; null when this process has put none there.</summary>
    public long? DurableEndUs(StreamKey stream)
    {
        lock (gate)
        {
            return durable.TryGetValue(stream, out long endUs) ? endUs : null;
        }
    }

    public void Forget(Core.CameraId camera)
    {
        lock (gate)
        {
            foreach (StreamKey stream in ends.Keys.Where(k => k.Camera == camera).ToList())
            {
                ends.Remove(stream);
            }
            foreach (StreamKey stream in heard.Keys.Where(k => k.Camera == camera).ToList())
            {
                heard.Remove(stream);
            }
            foreach (StreamKey stream in durable.Keys.Where(k => k.Camera == camera).ToList())
            {
                durable.Remove(stream);
            }
        }
    }
}
