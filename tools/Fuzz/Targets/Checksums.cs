using System.Buffers.Binary;
using Nvr.Mp4.Boxes;

namespace Fuzz.Targets;

/// <summary>Makes the checksums of a mutated segment match, in place, as somebody would who forges one.</summary>
internal static class Checksums
{
    public static void PutRight(byte[] file)
    {
        List<Range> boxes = TopBoxes.Of(file, 0);
        for (int i = 0; i < boxes.Count; i++)
        {
            Span<byte> box = file.AsSpan(boxes[i]);
            if (MoofLayout.TryParse(box, out MoofLayout layout))
            {
                Moof(box, layout, i + 1 < boxes.Count ? file.AsSpan(boxes[i + 1]) : default);
            }
            else if (i == 1 && box.Length >= IdentityBox.BoxBytes)
            {
                IdentityBox.Seal(file.AsSpan(0, boxes[i].End.Value));
            }
        }
    }

    private static void Moof(Span<byte> moof, MoofLayout layout, ReadOnlySpan<byte> mdat)
    {
        ReadOnlySpan<byte> samples = mdat.Length > MoofLayout.MdatHeaderBytes ? mdat[MoofLayout.MdatHeaderBytes..] : default;
        BinaryPrimitives.WriteUInt32BigEndian(moof[(layout.CheckAt + FragmentCheck.PayloadCrcAt)..], Crc32C.Of(samples));
        int end = layout.CheckAt + FragmentCheck.MoofCrcAt;
        BinaryPrimitives.WriteUInt32BigEndian(moof[end..], Crc32C.Of(moof[..end]));
    }
}
