using Microsoft.Win32.SafeHandles;
using Nvr.Core;
using Nvr.Core.Media;
using Nvr.Core.Time;
using Nvr.Mp4;
using Nvr.Storage.Index;
using Nvr.Storage.Writing;

namespace Nvr.Storage.Reading;

/// <summary>A located segment with its fragments and formats: from the index, or from the file itself when the index's copy is damaged.</summary>
internal sealed class SegmentContent
{
    private SegmentContent(LocatedSegment segment, IReadOnlyList<FragmentEntry> fragments, IReadOnlyList<TrackFormat> tracks)
    {
        Segment = segment;
        Fragments = fragments;
        Tracks = tracks;
        ZeroUtc = segment.StartUtc.Plus(-MediaTime.ToUs(fragments[0].Start90k));
    }

    public LocatedSegment Segment { get; }

    public IReadOnlyList<FragmentEntry> Fragments { get; }

    public IReadOnlyList<TrackFormat> Tracks { get; }

    /// <summary>UTC of the file's media time 0.</summary>
    public UtcTime ZeroUtc { get; }

    /// <summary>Null when the segment is gone or holds nothing readable.</summary>
    public static SegmentContent? Load(LocatedSegment segment)
    {
        SegmentRow row = segment.Row;
        (FragmentEntry[]? fragments, IReadOnlyList<TrackFormat>? tracks) =
            segment.Volume.Reads.Read(session => (session.Fragments(row.Id), session.Formats(row.FormatId)));
        if (fragments is { Length: > 0 } && tracks is not null)
        {
            return new SegmentContent(segment, fragments, tracks);
        }
        return File.Exists(segment.Volume.Site.Folders.Path(row.Id)) ? FromFile(segment) : null;
    }

    public static SafeFileHandle Open(LocatedSegment segment)
    {
        try
        {
            string path = segment.Volume.Site.Folders.Path(segment.Row.Id);
            return File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            bool gone = failure is FileNotFoundException or DirectoryNotFoundException;
            throw new NvrException(
                gone ? ErrorKind.NotFound : ErrorKind.Storage,
                gone ? "This footage was deleted in the meantime to make room." : "A recording could not be read from the disk.",
                failure);
        }
    }

    public UtcTime StartOf(int fragment) => ZeroUtc.Plus(MediaTime.ToUs(Fragments[fragment].Start90k));

    public UtcTime EndOf(int fragment) => ZeroUtc.Plus(MediaTime.EndUs(Fragments[fragment]));

    /// <summary>The last fragment that begins at or before a moment; 0 when all begin later. Binary search.</summary>
    public int At(UtcTime time)
    {
        int low = 0;
        int high = Fragments.Count - 1;
        while (low < high)
        {
            int middle = (low + high + 1) / 2;
            (low, high) = StartOf(middle) <= time ? (middle, high) : (low, middle - 1);
        }
        return low;
    }

    /// <summary>The nearest fragment from here back that a decoder can begin with; -1 when there is none.</summary>
    public int KeyAtOrBefore(int fragment)
    {
        while (fragment >= 0 && !Fragments[fragment].StartsWithRandomAccess)
        {
            fragment--;
        }
        return fragment;
    }

    /// <summary>The nearest fragment from here on that a decoder can begin with; -1 when there is none.</summary>
    public int KeyAtOrAfter(int fragment)
    {
        while (fragment < Fragments.Count && !Fragments[fragment].StartsWithRandomAccess)
        {
            fragment++;
        }
        return fragment < Fragments.Count ? fragment : -1;
    }

    private static SegmentContent? FromFile(LocatedSegment segment)
    {
        using SafeFileHandle file = Open(segment);
        SegmentScan scan = SegmentFile.Scan(file, ScanDepth.Headers);
        return scan.Fragments.Count == 0 ? null : new SegmentContent(segment, scan.Fragments, scan.Tracks);
    }
}
