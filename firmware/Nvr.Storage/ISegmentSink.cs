using Nvr.Mp4;

namespace Nvr.Storage;

/// <summary>Takes the fragments of one segment in order.</summary>
public interface ISegmentSink
{
    /// <summary>Queues a fragment; ownership of its buffers passes to the sink, which disposes it when written or dropped.</summary>
    void Append(Fragment fragment);

    /// <summary>
    /// Ends the segment; <paramref name="endMonotonicUs"/> is the capture time at which the next one begins (or the last frame
    /// ended), so that contiguous segments tile time without overlap.
    /// </summary>
    void Close(long endMonotonicUs);
}
