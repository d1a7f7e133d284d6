using System.Buffers.Binary;
using Nvr.Mp4.Boxes;

namespace Nvr.Mp4.Stitching;

/// <summary>The moof and mdat header of a fragment whose sound is replaced: the rows of its pictures as they were, rows for the new sound behind them.</summary>
internal readonly struct ReplacedHead(ReadOnlyMemory<byte> stored, SplitFragment split, TrimmedRun run, int soundTrack)
{
    /// <summary>True when there is nothing to show or to hear.</summary>
    public bool IsEmpty => !split.HasPictures && run.Count == 0;

    public int SoundBytes
    {
        get
        {
            int sum = 0;
            for (int i = 0; i < run.Count; i++)
            {
                sum += run.SizeOf(i);
            }
            return sum;
        }
    }

    private int PictureTraf => split.HasPictures ? TrafLayout.Measure(split.Pictures.SampleCount) : 0;

    /// <param name="sequence">Number of the fragment in the movie.</param>
    /// <param name="part">Where the pictures come from; null where there are none.</param>
    /// <param name="inserted">Bytes of parameter sets before the first picture.</param>
    public byte[] Write(uint sequence, PlacedPart? part, int inserted)
    {
        int moofBytes = MoofLayout.FirstTrafAt + PictureTraf + (run.Count > 0 ? TrafLayout.Measure(run.Count) : 0);
        byte[] head = new byte[moofBytes + MoofLayout.MdatHeaderBytes];
        var writer = new SpanWriter(head);
        writer.Box(moofBytes, FourCc.Moof);
        writer.Box(16, FourCc.Mfhd);
        writer.U32(0);
        writer.U32(sequence);
        int dataAt = head.Length;
        if (split.HasPictures)
        {
            writer.Bytes(stored.Span.Slice(split.Pictures.At, PictureTraf));
            PatchPictures(head, part!, dataAt, inserted);
            dataAt += split.PictureBytes + inserted;
        }
        if (run.Count > 0)
        {
            WriteSound(ref writer, dataAt);
        }
        writer.Box(dataAt - moofBytes + SoundBytes, FourCc.Mdat);
        return head;
    }

    private static void PatchPictures(Span<byte> head, PlacedPart part, int dataAt, int inserted)
    {
        _ = TrafLayout.TryParse(head, MoofLayout.FirstTrafAt, out TrafLayout traf);
        BinaryPrimitives.WriteInt32BigEndian(head[traf.DataOffsetAt..], dataAt);
        MoofPatcher.Place(head, traf, part);
        MoofPatcher.Lengthen(head, traf, inserted);
    }

    private void WriteSound(ref SpanWriter writer, int dataAt)
    {
        writer.Box(TrafLayout.Measure(run.Count), FourCc.Traf);
        writer.Box(20, FourCc.Tfhd);
        writer.U32(MoofLayout.TfhdFlags);
        writer.U32((uint)soundTrack);
        writer.U32(1);
        writer.Box(20, FourCc.Tfdt);
        writer.U32(0x01000000);
        writer.U64((ulong)run.StartDts);
        writer.Box(20 + (run.Count * MoofLayout.RowBytes), FourCc.Trun);
        writer.U32(MoofLayout.TrunVersionAndFlags);
        writer.U32((uint)run.Count);
        writer.U32((uint)dataAt);
        for (int i = 0; i < run.Count; i++)
        {
            writer.U32((uint)run.DurationOf(i));
            writer.U32((uint)run.SizeOf(i));
            writer.U32(MoofLayout.SyncFlags);
            writer.U32(0);
        }
    }
}
