using System.Buffers.Binary;

namespace Nvr.Mp4.Boxes;

/// <summary>Where the fields of one traf lie in the moof, and the values that readers need first.</summary>
internal readonly struct TrafLayout
{
    /// <summary>traf header, tfhd, tfdt and trun up to the first row.</summary>
    public const int FixedBytes = 8 + 20 + 20 + 20;

    private const int TrackIdOffset = 8 + 12;
    private const int DescriptionOffset = 8 + 16;
    private const int TfdtOffset = 8 + 20;
    private const int TrunOffset = TfdtOffset + 20;

    public int At { get; private init; }

    public int SampleCount { get; private init; }

    public int TrackId { get; private init; }

    public long BaseTime { get; private init; }

    /// <summary>First sample byte, counted from the moof's first byte.</summary>
    public int DataOffset { get; private init; }

    public int TrackIdAt => At + TrackIdOffset;

    public int DescriptionAt => At + DescriptionOffset;

    public int BaseTimeAt => At + TfdtOffset + 12;

    public int TrunAt => At + TrunOffset;

    public int DataOffsetAt => At + TrunOffset + 16;

    public int RowsAt => At + FixedBytes;

    public int End => RowsAt + (SampleCount * MoofLayout.RowBytes);

    public static int Measure(int samples) => FixedBytes + (samples * MoofLayout.RowBytes);

    public static bool TryParse(ReadOnlySpan<byte> moof, int at, out TrafLayout layout)
    {
        layout = default;
        if (moof.Length - at < FixedBytes)
        {
            return false;
        }
        ReadOnlySpan<byte> traf = moof[at..];
        uint samples = BinaryPrimitives.ReadUInt32BigEndian(traf[(TrunOffset + 12)..]);
        if (samples == 0 || samples > (traf.Length - FixedBytes) / MoofLayout.RowBytes || !HasOurShape(traf, (int)samples))
        {
            return false;
        }
        layout = new TrafLayout
        {
            At = at,
            SampleCount = (int)samples,
            TrackId = BinaryPrimitives.ReadInt32BigEndian(traf[TrackIdOffset..]),
            BaseTime = BinaryPrimitives.ReadInt64BigEndian(traf[(TfdtOffset + 12)..]),
            DataOffset = BinaryPrimitives.ReadInt32BigEndian(traf[(TrunOffset + 16)..]),
        };
        return layout.BaseTime >= 0;
    }

    private static bool HasOurShape(ReadOnlySpan<byte> traf, int samples) =>
        MoofLayout.IsBox(traf, 0, Measure(samples), FourCc.Traf)
        && MoofLayout.IsBox(traf, 8, 20, FourCc.Tfhd)
        && BinaryPrimitives.ReadUInt32BigEndian(traf[16..]) == MoofLayout.TfhdFlags
        && MoofLayout.IsBox(traf, TfdtOffset, 20, FourCc.Tfdt)
        && BinaryPrimitives.ReadUInt32BigEndian(traf[(TfdtOffset + 8)..]) == 0x01000000
        && MoofLayout.IsBox(traf, TrunOffset, 20 + (samples * MoofLayout.RowBytes), FourCc.Trun)
        && BinaryPrimitives.ReadUInt32BigEndian(traf[(TrunOffset + 8)..]) == MoofLayout.TrunVersionAndFlags;
}
