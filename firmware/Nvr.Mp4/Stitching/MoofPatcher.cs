using System.Buffers.Binary;
using Nvr.Mp4.Boxes;

namespace Nvr.Mp4.Stitching;

/// <summary>Turns the moof and mdat header of a segment file into those of a movie, in place. Pure.</summary>
internal static class MoofPatcher
{
    /// <summary>False when the moof is not what its writer wrote; the buffer's content is then undefined.</summary>
    /// <param name="head">moof and mdat header as read, followed by room for the inserted parameter sets.</param>
    public static bool TryPatch(Span<byte> head, PlacedPart part, PlacedFragment fragment, uint sequence)
    {
        int moofBytes = fragment.Entry.MoofBytes;
        Span<byte> moof = head[..moofBytes];
        if (!MoofLayout.TryParse(moof, out MoofLayout layout) || !FragmentCheck.MoofMatches(moof, layout)
            || !Fits(layout.First, part) || (layout.TrafCount == 2 && !Fits(layout.Second, part)))
        {
            return false;
        }
        BinaryPrimitives.WriteUInt32BigEndian(moof[MoofLayout.SequenceAt..], sequence);
        PatchTraf(moof, layout.First, part, fragment.InsertedBytes, true);
        if (layout.TrafCount == 2)
        {
            PatchTraf(moof, layout.Second, part, fragment.InsertedBytes, false);
        }
        // The checksums no longer hold.
        BinaryPrimitives.WriteUInt32BigEndian(moof[(layout.CheckAt + 4)..], FourCc.Free);
        moof[(layout.CheckAt + 8)..].Clear();
        var mdat = new SpanWriter(head[moofBytes..]);
        mdat.Box(fragment.MovieBytes - moofBytes, FourCc.Mdat);
        if (fragment.InsertedBytes > 0)
        {
            mdat.Bytes(part.ParameterSets);
        }
        return true;
    }

    /// <summary>Puts a traf on its track and on movie time; what lies before the part's earliest moment is left out.</summary>
    public static void Place(Span<byte> moof, TrafLayout traf, PlacedPart part)
    {
        TrackTarget target = part.Targets[traf.TrackId - 1];
        BinaryPrimitives.WriteInt32BigEndian(moof[traf.TrackIdAt..], target.TrackId);
        BinaryPrimitives.WriteInt32BigEndian(moof[traf.DescriptionAt..], target.DescriptionIndex);
        BinaryPrimitives.WriteInt64BigEndian(moof[traf.BaseTimeAt..], traf.BaseTime + TimeScale.From90k(part.Shift90k, target.ClockRate));
        EarlySamples.Drop(moof, traf, TimeScale.From90k(part.Earliest90k, target.ClockRate), target.ClockRate);
    }

    /// <summary>Makes room in a traf's first sample for what is inserted before it.</summary>
    public static void Lengthen(Span<byte> moof, TrafLayout traf, int inserted)
    {
        Span<byte> size = moof[(traf.RowsAt + MoofLayout.RowSize)..];
        BinaryPrimitives.WriteInt32BigEndian(size, BinaryPrimitives.ReadInt32BigEndian(size) + inserted);
    }

    private static bool Fits(TrafLayout traf, PlacedPart part) => traf.TrackId > 0 && traf.TrackId <= part.Targets.Length;

    private static void PatchTraf(Span<byte> moof, TrafLayout traf, PlacedPart part, int inserted, bool first)
    {
        Place(moof, traf, part);
        if (first)
        {
            Lengthen(moof, traf, inserted);
        }
        else
        {
            Span<byte> offset = moof[traf.DataOffsetAt..];
            BinaryPrimitives.WriteInt32BigEndian(offset, BinaryPrimitives.ReadInt32BigEndian(offset) + inserted);
        }
    }
}
