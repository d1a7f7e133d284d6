using System.Buffers.Binary;

namespace Nvr.Mp4.Boxes;

/// <summary>
/// Where the fields of one of our own moof boxes lie. The layout is constant (firmware/docs/file-format.md), so that reading is a
/// comparison and patching never moves a byte.
/// </summary>
internal readonly struct MoofLayout
{
    public const int MfhdAt = 8;
    public const int SequenceAt = 20;
    public const int FirstTrafAt = 24;
    public const int CheckBytes = 36;
    public const int MdatHeaderBytes = 8;
    public const int RowBytes = 16;

    /// <summary>What readers accept: some 65,000 samples, where a second has a few hundred.</summary>
    public const int MaxMoofBytes = 1 << 20;

    /// <summary>Offsets in a row of trun.</summary>
    public const int RowDuration = 0;

    public const int RowSize = 4;
    public const int RowFlags = 8;
    public const int RowComposition = 12;

    /// <summary>default-base-is-moof, sample-description-index-present.</summary>
    public const uint TfhdFlags = 0x020002;

    /// <summary>Data offset, and for each sample duration, size, flags and composition offset; version 1 (signed offsets).</summary>
    public const uint TrunVersionAndFlags = 0x01000F01;

    public const uint SyncFlags = 0x02000000;
    public const uint NonSyncFlags = 0x01010000;
    public const uint NonSyncBit = 0x00010000;

    public TrafLayout First { get; private init; }

    /// <summary>Valid when <see cref="TrafCount"/> is 2.</summary>
    public TrafLayout Second { get; private init; }

    public int TrafCount { get; private init; }

    /// <summary>Position of the uuid box with the checksums: the last box of the moof.</summary>
    public int CheckAt { get; private init; }

    public static bool TryParse(ReadOnlySpan<byte> moof, out MoofLayout layout)
    {
        layout = default;
        if (moof.Length < FirstTrafAt + TrafLayout.FixedBytes + CheckBytes
            || !IsBox(moof, 0, moof.Length, FourCc.Moof) || !IsBox(moof, MfhdAt, 16, FourCc.Mfhd)
            || !TrafLayout.TryParse(moof, FirstTrafAt, out TrafLayout first))
        {
            return false;
        }
        int at = first.End;
        bool two = TrafLayout.TryParse(moof, at, out TrafLayout second);
        at = two ? second.End : at;
        if (at != moof.Length - CheckBytes || !IsBox(moof, at, CheckBytes, FourCc.Uuid)
            || !moof.Slice(at + 8, 16).SequenceEqual(BoxIds.FragmentCheck))
        {
            return false;
        }
        layout = new MoofLayout { First = first, Second = second, TrafCount = two ? 2 : 1, CheckAt = at };
        return true;
    }

    /// <summary>True when the first sample of the traf can be decoded alone.</summary>
    public static bool IsSync(ReadOnlySpan<byte> moof, TrafLayout traf) =>
        (BinaryPrimitives.ReadUInt32BigEndian(moof[(traf.RowsAt + RowFlags)..]) & NonSyncBit) == 0;

    public static bool IsBox(ReadOnlySpan<byte> data, int at, long size, uint type) =>
        data.Length - at >= 8 && BinaryPrimitives.ReadUInt32BigEndian(data[at..]) == size
        && BinaryPrimitives.ReadUInt32BigEndian(data[(at + 4)..]) == type;
}
