using System.Buffers.Binary;
using Nvr.Mp4.Boxes;

namespace Nvr.Mp4.Scanning;

/// <summary>Totals over the samples of a traf.</summary>
internal readonly record struct TrafSums(long Bytes, long Duration)
{
    public static TrafSums Of(ReadOnlySpan<byte> moof, TrafLayout traf)
    {
        long bytes = 0;
        long duration = 0;
        for (int i = 0; i < traf.SampleCount; i++)
        {
            ReadOnlySpan<byte> row = moof[(traf.RowsAt + (i * MoofLayout.RowBytes))..];
            duration += BinaryPrimitives.ReadUInt32BigEndian(row[MoofLayout.RowDuration..]);
            bytes += BinaryPrimitives.ReadUInt32BigEndian(row[MoofLayout.RowSize..]);
        }
        return new TrafSums(bytes, duration);
    }
}
