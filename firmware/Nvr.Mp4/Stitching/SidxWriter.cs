using Nvr.Mp4.Boxes;

namespace Nvr.Mp4.Stitching;

/// <summary>
/// The segment index (ISO/IEC 14496-12, 8.16.3) that lets a player seek without reading every moof. One reference a fragment;
/// where there are more fragments than the 16-bit count can hold, neighbours share one.
/// </summary>
internal static class SidxWriter
{
    private const int MaxReferences = 65535;

    public static void Write(BoxWriter writer, PlacedFragment[] all, long movieBytes, long duration90k)
    {
        int group = (all.Length + MaxReferences - 1) / MaxReferences;
        writer.FullBox(FourCc.Sidx, 1, 0, sidx =>
        {
            sidx.U32(1);
            sidx.U32(TimeScale.Video);
            sidx.U64(0);
            sidx.U64(0);
            sidx.U16(0);
            sidx.U16((all.Length + group - 1) / group);
            for (int i = 0; i < all.Length; i += group)
            {
                bool last = i + group >= all.Length;
                long endByte = last ? movieBytes : all[i + group].MovieOffset;
                long end90k = last ? duration90k : all[i + group].Start90k;
                // Reference type 0 (media) in the top bit of the size.
                sidx.U32(checked((uint)(endByte - all[i].MovieOffset)) & 0x7FFFFFFF);
                sidx.U32(checked((uint)(end90k - all[i].Start90k)));
                sidx.U32(all[i].Entry.StartsWithRandomAccess ? 0x90000000 : 0);
            }
        });
    }
}
