using System.Buffers;
using System.Buffers.Binary;

namespace Nvr.Rtsp.Codecs.H265;

/// <summary>Writes the HEVCDecoderConfigurationRecord (ISO/IEC 14496-15 section 8.3.3.1), complete, as <c>hvc1</c> requires.</summary>
internal static class H265Config
{
    private const byte Complete = 0x80;

    public static void Write(
        ArrayBufferWriter<byte> output, H265Sps sps, ReadOnlySpan<byte> vpsNal, ReadOnlySpan<byte> spsNal, ReadOnlySpan<byte[]?> pictureSets)
    {
        output.Write<byte>([1]);
        output.Write<byte>(sps.ProfileTierLevel);
        output.Write<byte>([0xF0, 0, 0xFC, (byte)(0xFC | sps.ChromaFormatIdc)]);
        output.Write<byte>([(byte)(0xF8 | (sps.BitDepthLuma - 8)), (byte)(0xF8 | (sps.BitDepthChroma - 8)), 0, 0]);
        output.Write<byte>([(byte)((sps.SubLayers << 3) | (sps.TemporalIdNested ? 4 : 0) | 3), 3]);
        WriteArray(output, H265Codec.VideoSet, 1);
        WriteSet(output, vpsNal);
        WriteArray(output, H265Codec.SequenceSet, 1);
        WriteSet(output, spsNal);
        WriteArray(output, H265Codec.PictureSet, pictureSets.Length);
        foreach (var set in pictureSets)
        {
            WriteSet(output, set);
        }
    }

    private static void WriteArray(ArrayBufferWriter<byte> output, int type, int count) =>
        output.Write<byte>([(byte)(Complete | type), (byte)(count >> 8), (byte)count]);

    private static void WriteSet(ArrayBufferWriter<byte> output, ReadOnlySpan<byte> nal)
    {
        BinaryPrimitives.WriteUInt16BigEndian(output.GetSpan(2), (ushort)nal.Length);
        output.Advance(2);
        output.Write<byte>(nal);
    }
}
