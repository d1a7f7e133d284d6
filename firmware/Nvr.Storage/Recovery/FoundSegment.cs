using Nvr.Mp4;
using Nvr.Storage.Index;
using Nvr.Storage.Writing;

namespace Nvr.Storage.Recovery;

/// <summary>Turns what a file says of itself into the row that the index should have of it.</summary>
internal static class FoundSegment
{
    /// <summary>Null when the file is not a segment of this volume under its right name, or holds nothing.</summary>
    public static SegmentChange? Describe(long id, Guid volume, SegmentScan scan, SegmentState state)
    {
        if (scan.Identity is not { } identity || identity.SegmentId != id || identity.Volume != volume || scan.Fragments.Count == 0)
        {
            return null;
        }
        FragmentEntry first = scan.Fragments[0];
        FragmentEntry last = scan.Fragments[^1];
        long startUs = identity.StartMonotonicUs + MediaTime.ToUs(first.Start90k);
        return new SegmentChange
        {
            Id = id,
            Stream = new StreamKey(identity.Camera, identity.Stream),
            BootId = identity.BootId,
            StartUs = startUs,
            DurationUs = Math.Max(0, identity.StartMonotonicUs + MediaTime.EndUs(last) - startUs),
            Bytes = scan.ValidBytes,
            State = state,
            IsBackfilled = identity.IsBackfilled,
            Tracks = scan.Tracks,
            Fragments = FragmentTable.Pack([.. scan.Fragments]),
        };
    }
}
