using System.Buffers;
using System.Buffers.Binary;

namespace Nvr.Rtsp.Codecs.H264;

/// <summary>Writes the AVCDecoderConfigurationRecord (ISO/IEC 14496-15 section 5.3.3.1).</summary>
internal static class H264Config
{
    public static void Write(ArrayBufferWriter<byte> output, H264Sps sps, ReadOnlySpan<byte> spsNal, ReadOnlySpan<byte[]?> pictureSets)
    {
        output.Write<byte>([1, spsNal[1], spsNal[2], spsNal[3], 0xFF, 0xE1]);
        WriteSet(output, spsNal);
        var count = 0;
        foreach (var set in pictureSets)
        {
            count += set is null ? 0 : 1;
        }

        output.Write<byte>([(byte)count]);
        foreach (var set in pictureSets)
        {
            if (set is not null)
            {
                WriteSet(output, set);
            }
        }

        if (H264SpsParser.HasChroma(sps.ProfileIdc))
        {
            var depths = ((0xF8 | (sps.BitDepthLuma - 8)) << 8) | 0xF8 | (sps.BitDepthChroma - 8);
            output.Write<byte>([(byte)(0xFC | sps.ChromaFormatIdc), (byte)(depths >> 8), (byte)depths, 0]);
        }
    }

    private static void WriteSet(ArrayBufferWriter<byte> output, ReadOnlySpan<byte> nal)
    {
        BinaryPrimitives.WriteUInt16BigEndian(output.GetSpan(2), (ushort)nal.Length);
        output.Advance(2);
        output.Write<byte>(nal);
    }
}
