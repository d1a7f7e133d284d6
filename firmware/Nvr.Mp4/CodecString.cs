using System.Buffers.Binary;
using System.Globalization;
using System.Numerics;
using Nvr.Core.Media;

namespace Nvr.Mp4;

/// <summary>
/// The name of a format as RFC 6381 and ISO/IEC 14496-15 annex E write it and <c>MediaSource.isTypeSupported</c> reads it.
/// A configuration record that is too short gives the bare name of the sample entry. Pure.
/// </summary>
public static class CodecString
{
    public static string Of(TrackFormat format) => format.Codec switch
    {
        Codec.H264 => OfAvc(format.Config.Span),
        Codec.H265 => OfHevc(format.Config.Span),
        Codec.Aac => OfAac(format.Config.Span),
        Codec.Opus => "opus",
        Codec.Flac => "flac",
        Codec.Mjpeg => "jpeg",
        _ => throw new ArgumentException($"{format.Codec} is not stored in MP4.", nameof(format)),
    };

    /// <summary>All formats, comma separated, as the <c>codecs</c> parameter wants them.</summary>
    public static string Of(IEnumerable<TrackFormat> formats) => string.Join(',', formats.Select(Of).Distinct());

    private static string OfAvc(ReadOnlySpan<byte> avcC) =>
        avcC.Length < 4 ? "avc1" : "avc1." + Convert.ToHexString(avcC[1..4]);

    private static string OfHevc(ReadOnlySpan<byte> hvcC)
    {
        if (hvcC.Length < 13)
        {
            return "hvc1";
        }
        int profileByte = hvcC[1];
        string space = (profileByte >> 6) switch { 1 => "A", 2 => "B", 3 => "C", _ => "" };
        uint compatibility = ReverseBits(BinaryPrimitives.ReadUInt32BigEndian(hvcC[2..]));
        char tier = (profileByte & 0x20) != 0 ? 'H' : 'L';
        string text = string.Create(
            CultureInfo.InvariantCulture, $"hvc1.{space}{profileByte & 0x1F}.{compatibility:X}.{tier}{hvcC[12]}");
        ReadOnlySpan<byte> constraints = hvcC[6..12].TrimEnd((byte)0);
        foreach (byte constraint in constraints)
        {
            text += string.Create(CultureInfo.InvariantCulture, $".{constraint:X}");
        }
        return text;
    }

    private static string OfAac(ReadOnlySpan<byte> config)
    {
        if (config.Length < 2)
        {
            return "mp4a.40.2";
        }
        int objectType = config[0] >> 3;
        if (objectType == 31)
        {
            objectType = 32 + (((config[0] & 7) << 3) | (config[1] >> 5));
        }
        return string.Create(CultureInfo.InvariantCulture, $"mp4a.40.{objectType}");
    }

    private static uint ReverseBits(uint value)
    {
        uint reversed = 0;
        for (int bit = 0; bit < 32; bit++)
        {
            reversed = (reversed << 1) | (value & 1);
            value = BitOperations.RotateRight(value, 1);
        }
        return reversed;
    }
}
