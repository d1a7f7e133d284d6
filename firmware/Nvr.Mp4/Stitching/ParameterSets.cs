using System.Buffers.Binary;
using Nvr.Core.Media;

namespace Nvr.Mp4.Stitching;

/// <summary>Takes the parameter sets out of a configuration record (ISO/IEC 14496-15, 5.3.3.1 and 8.3.3.1).</summary>
internal static class ParameterSets
{
    /// <summary>The NAL units with 4-byte lengths, as they stand in a sample; empty for codecs without and for damaged records.</summary>
    public static byte[] Of(TrackFormat format)
    {
        var sets = new List<byte>();
        bool whole = format.Codec switch
        {
            Codec.H264 => TryReadAvc(format.Config.Span, sets),
            Codec.H265 => TryReadHevc(format.Config.Span, sets),
            _ => false,
        };
        return whole ? [.. sets] : [];
    }

    private static bool TryReadAvc(ReadOnlySpan<byte> avcC, List<byte> sets)
    {
        if (avcC.Length < 7)
        {
            return false;
        }
        int at = 6;
        if (!TryCopy(avcC, ref at, avcC[5] & 0x1F, sets) || at >= avcC.Length)
        {
            return false;
        }
        int pictureSets = avcC[at++];
        return TryCopy(avcC, ref at, pictureSets, sets);
    }

    private static bool TryReadHevc(ReadOnlySpan<byte> hvcC, List<byte> sets)
    {
        const int ArraysAt = 23;
        if (hvcC.Length < ArraysAt)
        {
            return false;
        }
        int at = ArraysAt;
        for (int arrays = hvcC[ArraysAt - 1]; arrays > 0; arrays--)
        {
            if (hvcC.Length - at < 3)
            {
                return false;
            }
            int count = BinaryPrimitives.ReadUInt16BigEndian(hvcC[(at + 1)..]);
            at += 3;
            if (!TryCopy(hvcC, ref at, count, sets))
            {
                return false;
            }
        }
        return true;
    }

    private static bool TryCopy(ReadOnlySpan<byte> config, ref int at, int count, List<byte> sets)
    {
        for (; count > 0; count--)
        {
            if (config.Length - at < 2)
            {
                return false;
            }
            int length = BinaryPrimitives.ReadUInt16BigEndian(config[at..]);
            at += 2;
            if (config.Length - at < length)
            {
                return false;
            }
            sets.AddRange([0, 0, (byte)(length >> 8), (byte)length]);
            sets.AddRange(config.Slice(at, length));
            at += length;
        }
        return true;
    }
}
