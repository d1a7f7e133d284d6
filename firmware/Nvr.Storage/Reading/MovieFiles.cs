using Microsoft.Win32.SafeHandles;
using Nvr.Mp4.Stitching;

namespace Nvr.Storage.Reading;

/// <summary>
/// The files of one movie. The first <see cref="OpenAtOnce"/> are opened when the movie is made, so that retention cannot take them away; those of
/// longer movies as they are reached, a few at a time. One reader at a time; closes what it opened.
/// </summary>
internal sealed class MovieFiles : ISegmentSource, IDisposable
{
    // Four hours of one-minute segments, and far below the limit of descriptors even with many viewers.
    private const int OpenAtOnce = 256;
    private const int LateOpen = 8;

    private readonly Dictionary<long, LocatedSegment> segments;
    private readonly Dictionary<long, SafeFileHandle> open = [];
    private readonly Queue<long> late = new();

    public MovieFiles(Dictionary<long, LocatedSegment> segments)
    {
        this.segments = segments;
        try
        {
            foreach ((long key, LocatedSegment segment) in segments.Take(OpenAtOnce))
            {
                open.Add(key, SegmentContent.Open(segment));
            }
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    public SafeFileHandle Open(long segmentId)
    {
        if (open.TryGetValue(segmentId, out SafeFileHandle? file))
        {
            return file;
        }
        if (late.Count >= LateOpen && open.Remove(late.Dequeue(), out SafeFileHandle? oldest))
        {
            oldest.Dispose();
        }
        file = SegmentContent.Open(segments[segmentId]);
        open.Add(segmentId, file);
        late.Enqueue(segmentId);
        return file;
    }

    public void Dispose()
    {
        foreach (SafeFileHandle file in open.Values)
        {
            file.Dispose();
        }
        open.Clear();
    }
}
