using System.Buffers.Binary;
using Nvr.Mp4.Boxes;

namespace Nvr.Mp4.Writing;

/// <summary>Writes a moof and the mdat header of our constant layout into a buffer of the measured size.</summary>
internal static class MoofWriter
{
    public static int Measure(ReadOnlySpan<TrackBuffer> tracks)
    {
        int bytes = MoofLayout.FirstTrafAt + MoofLayout.CheckBytes;
        foreach (TrackBuffer track in tracks)
        {
            bytes += track.Count == 0 ? 0 : TrafLayout.Measure(track.Count);
        }
        return bytes;
    }

    public static FragmentEntry Write(Span<byte> head, uint sequence, ReadOnlySpan<TrackBuffer> tracks, ReadOnlySpan<long> endDts)
    {
        int moofBytes = head.Length - MoofLayout.MdatHeaderBytes;
        var writer = new SpanWriter(head);
        writer.Box(moofBytes, FourCc.Moof);
        writer.Box(16, FourCc.Mfhd);
        writer.U32(0);
        writer.U32(sequence);
        int dataOffset = head.Length;
        uint payloadCrc = Crc32C.Seed;
        for (int i = 0; i < tracks.Length; i++)
        {
            if (tracks[i].Count > 0)
            {
                WriteTraf(ref writer, i + 1, tracks[i], endDts[i], dataOffset);
                payloadCrc = tracks[i].Checksum(payloadCrc);
                dataOffset += tracks[i].Bytes;
            }
        }
        WriteCheck(ref writer, head, Crc32C.Finish(payloadCrc));
        writer.Box(dataOffset - moofBytes, FourCc.Mdat);
        return Describe(moofBytes, dataOffset, tracks, endDts);
    }

    private static void WriteTraf(ref SpanWriter writer, int trackId, TrackBuffer track, long endDts, int dataOffset)
    {
        ReadOnlySpan<SampleRow> rows = track.Rows;
        writer.Box(TrafLayout.Measure(rows.Length), FourCc.Traf);
        writer.Box(20, FourCc.Tfhd);
        writer.U32(MoofLayout.TfhdFlags);
        writer.U32((uint)trackId);
        writer.U32(1);
        writer.Box(20, FourCc.Tfdt);
        writer.U32(0x01000000);
        writer.U64((ulong)rows[0].Dts);
        writer.Box(20 + (rows.Length * MoofLayout.RowBytes), FourCc.Trun);
        writer.U32(MoofLayout.TrunVersionAndFlags);
        writer.U32((uint)rows.Length);
        writer.U32((uint)dataOffset);
        for (int i = 0; i < rows.Length; i++)
        {
            long next = i + 1 < rows.Length ? rows[i + 1].Dts : endDts;
            writer.U32((uint)(next - rows[i].Dts));
            writer.U32((uint)rows[i].Bytes);
            writer.U32(rows[i].IsSync ? MoofLayout.SyncFlags : MoofLayout.NonSyncFlags);
            writer.U32((uint)rows[i].CompositionOffset);
        }
    }

    private static void WriteCheck(ref SpanWriter writer, ReadOnlySpan<byte> head, uint payloadCrc)
    {
        writer.Box(MoofLayout.CheckBytes, FourCc.Uuid);
        writer.Bytes(BoxIds.FragmentCheck);
        writer.U32(0);
        writer.U32(payloadCrc);
        writer.U32(Crc32C.Of(head[..writer.Position]));
    }

    private static FragmentEntry Describe(
        int moofBytes, int bytes, ReadOnlySpan<TrackBuffer> tracks, ReadOnlySpan<long> endDts)
    {
        int lead = tracks[0].Count > 0 ? 0 : 1;
        TrackBuffer track = tracks[lead];
        long start = TimeScale.To90k(track.Rows[0].Dts, track.Format.ClockRate);
        long end = TimeScale.To90k(endDts[lead], track.Format.ClockRate);
        bool randomAccess = lead == 0 && track.Rows[0].IsSync;
        return new FragmentEntry(0, bytes, moofBytes, start, (int)(end - start), randomAccess);
    }
}
