using System.Buffers.Binary;
using Nvr.Core.Media;

namespace Nvr.Media.Watching;

/// <summary>
/// Lays units out as Annex B of H.264 and H.265 has them, for decoders that are opened before anything is known of a stream: NAL units behind start codes, and the parameter sets of the configuration record before each key frame
/// (ISO/IEC 14496-15, 5.3.3 and 8.3.3). What is malformed ends where it is. Used by one thread.
/// </summary>
internal sealed class AnnexB
{
    private const int LengthBytes = 4;

    private readonly bool isAlready;
    private readonly byte[] parameterSets;
    private byte[] buffer = [];

    public AnnexB(TrackFormat format)
    {
        isAlready = format.Config.IsEmpty;
        parameterSets = isAlready ? [] : [.. format.Codec == Codec.H265 ? OfHevc(format.Config.Span) : OfAvc(format.Config.Span)];
    }

    /// <summary>The unit in that layout; valid until the next one.</summary>
    public ReadOnlySpan<byte> Of(ReadOnlySpan<byte> unit, bool isKey)
    {
        if (isAlready)
        {
            return unit;
        }
        int used = 0;
        // A start code is as long as a length.
        if (buffer.Length < unit.Length + parameterSets.Length)
        {
            buffer = new byte[2 * (unit.Length + parameterSets.Length)];
        }
        if (isKey)
        {
            parameterSets.CopyTo(buffer, 0);
            used = parameterSets.Length;
        }
        while (unit.Length > LengthBytes && BinaryPrimitives.ReadUInt32BigEndian(unit) is var length && length <= unit.Length - LengthBytes)
        {
            BinaryPrimitives.WriteUInt32BigEndian(buffer.AsSpan(used), 1);
            unit.Slice(LengthBytes, (int)length).CopyTo(buffer.AsSpan(used + LengthBytes));
            used += LengthBytes + (int)length;
            unit = unit[(LengthBytes + (int)length)..];
        }
        return buffer.AsSpan(0, used);
    }

    private static List<byte> OfAvc(ReadOnlySpan<byte> config)
    {
        List<byte> sets = [];
        if (config.Length < 6)
        {
            return sets;
        }
        ReadOnlySpan<byte> left = Take(config[6..], config[5] & 0x1F, sets);
        if (!left.IsEmpty)
        {
            Take(left[1..], left[0], sets);
        }
        return sets;
    }

    private static List<byte> OfHevc(ReadOnlySpan<byte> config)
    {
        List<byte> sets = [];
        ReadOnlySpan<byte> left = config.Length > 23 ? config[23..] : [];
        for (int arrays = config.Length > 23 ? config[22] : 0; arrays > 0 && left.Length > 3; arrays--)
        {
            left = Take(left[3..], BinaryPrimitives.ReadUInt16BigEndian(left[1..]), sets);
        }
        return sets;
    }

    /// <summary>So many NAL units, each behind two bytes of length; returns what follows them.</summary>
    private static ReadOnlySpan<byte> Take(ReadOnlySpan<byte> from, int count, List<byte> sets)
    {
        for (; count > 0 && from.Length > 2 && BinaryPrimitives.ReadUInt16BigEndian(from) is var length && length <= from.Length - 2; count--)
        {
            sets.AddRange([0, 0, 0, 1]);
            sets.AddRange(from.Slice(2, length));
            from = from[(2 + length)..];
        }
        return count > 0 ? [] : from;
    }
}
