using System.Buffers.Binary;

namespace Nvr.Mp4.Boxes;

/// <summary>Reads the checksums at the end of a moof: version and flags, CRC-32C of the samples, CRC-32C of the moof up to it.</summary>
internal static class FragmentCheck
{
    public const int PayloadCrcAt = 28;
    public const int MoofCrcAt = 32;

    public static uint PayloadCrc(ReadOnlySpan<byte> moof, MoofLayout layout) =>
        BinaryPrimitives.ReadUInt32BigEndian(moof[(layout.CheckAt + PayloadCrcAt)..]);

    public static bool MoofMatches(ReadOnlySpan<byte> moof, MoofLayout layout)
    {
        int end = layout.CheckAt + MoofCrcAt;
        return BinaryPrimitives.ReadUInt32BigEndian(moof[end..]) == Crc32C.Of(moof[..end]);
    }
}
