using System.Buffers.Binary;
using Nvr.Mp4.Boxes;

namespace Nvr.Mp4.Stitching;

/// <summary>
/// Leaves out what was sampled before a moment: sound reaches the recorder later than the picture of the same time, so that the
/// fragment of a picture begins with older sound. The rows move up, a free box takes the room they leave; no size changes. Pure.
/// </summary>
internal static class EarlySamples
{
    /// <param name="moof">The moof, whose tfdt of this traf is already in movie time.</param>
    /// <param name="traf">The traf to look at.</param>
    /// <param name="earliest">The moment in track ticks of the movie.</param>
    /// <param name="clockRate">Track ticks a second.</param>
    public static void Drop(Span<byte> moof, TrafLayout traf, long earliest, int clockRate)
    {
        long time = BinaryPrimitives.ReadInt64BigEndian(moof[traf.BaseTimeAt..]);
        // Less than a millisecond comes from rounding between clocks.
        long tolerance = clockRate / 1000;
        int count = 0;
        long bytes = 0;
        for (; count < traf.SampleCount && time + tolerance < earliest; count++)
        {
            ReadOnlySpan<byte> row = moof[(traf.RowsAt + (count * MoofLayout.RowBytes))..];
            time += BinaryPrimitives.ReadUInt32BigEndian(row[MoofLayout.RowDuration..]);
            bytes += BinaryPrimitives.ReadUInt32BigEndian(row[MoofLayout.RowSize..]);
        }
        BinaryPrimitives.WriteInt64BigEndian(moof[traf.BaseTimeAt..], Math.Max(time, earliest));
        if (count > 0)
        {
            Shrink(moof, traf, count, bytes);
        }
    }

    private static void Shrink(Span<byte> moof, TrafLayout traf, int count, long bytes)
    {
        int kept = traf.SampleCount - count;
        var trun = new SpanWriter(moof[traf.TrunAt..]);
        trun.Box(20 + (kept * MoofLayout.RowBytes), FourCc.Trun);
        trun.U32(MoofLayout.TrunVersionAndFlags);
        trun.U32((uint)kept);
        trun.U32((uint)(traf.DataOffset + bytes));
        Span<byte> rows = moof[traf.RowsAt..traf.End];
        rows[(count * MoofLayout.RowBytes)..].CopyTo(rows);
        Span<byte> room = rows[(kept * MoofLayout.RowBytes)..];
        room.Clear();
        var filler = new SpanWriter(room);
        filler.Box(room.Length, FourCc.Free);
    }
}
