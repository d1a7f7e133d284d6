using Microsoft.Win32.SafeHandles;
using Nvr.Mp4.Stitching;

namespace Nvr.Mp4.Tests.Material;

/// <summary>Opens segment files by their place in a list.</summary>
internal sealed class FileSource(params Segment[] segments) : ISegmentSource, IDisposable
{
    private readonly Dictionary<long, SafeFileHandle> open = [];

    public SafeFileHandle Open(long segmentId)
    {
        if (!open.TryGetValue(segmentId, out SafeFileHandle? handle))
        {
            handle = segments[segmentId].Open();
            open.Add(segmentId, handle);
        }
        return handle;
    }

    public void Dispose()
    {
        foreach (SafeFileHandle handle in open.Values)
        {
            handle.Dispose();
        }
    }
}
