using System.Diagnostics.CodeAnalysis;
using Nvr.Core.Media;

namespace Nvr.Storage.Index;

/// <summary>Packs the formats of a segment's tracks: one row for all segments that share them. Integers are varints; a checksum ends it.</summary>
internal static class FormatBlob
{
    private const int MaxConfigBytes = 1 << 16;

    public static byte[] Pack(IReadOnlyList<TrackFormat> tracks)
    {
        List<byte> packed = [];
        foreach (TrackFormat track in tracks)
        {
            long[] numbers =
            [
                (long)track.Codec, track.ClockRate, track.Width, track.Height, track.Channels, track.SampleRate,
                track.BitsPerSample, track.ReorderDepth, track.Config.Length,
            ];
            foreach (long number in numbers)
            {
                Varint.Write(packed, number);
            }
            packed.AddRange(track.Config.Span);
        }
        return Checksum.Seal(packed);
    }

    public static bool TryUnpack(ReadOnlySpan<byte> blob, [NotNullWhen(true)] out IReadOnlyList<TrackFormat>? tracks)
    {
        tracks = null;
        if (!Checksum.TryOpen(blob, out ReadOnlySpan<byte> rest))
        {
            return false;
        }
        List<TrackFormat> list = [];
        while (!rest.IsEmpty)
        {
            if (!TryUnpackOne(ref rest, out TrackFormat? track))
            {
                return false;
            }
            list.Add(track);
        }
        tracks = list;
        return true;
    }

    private static bool TryUnpackOne(ref ReadOnlySpan<byte> rest, [NotNullWhen(true)] out TrackFormat? track)
    {
        track = null;
        Span<long> numbers = stackalloc long[9];
        foreach (ref long number in numbers)
        {
            if (!Varint.TryRead(ref rest, out number))
            {
                return false;
            }
        }
        if (numbers[8] is < 0 or > MaxConfigBytes || numbers[8] > rest.Length)
        {
            return false;
        }
        track = new TrackFormat
        {
            Codec = (Codec)numbers[0],
            ClockRate = (int)numbers[1],
            Width = (int)numbers[2],
            Height = (int)numbers[3],
            Channels = (int)numbers[4],
            SampleRate = (int)numbers[5],
            BitsPerSample = (int)numbers[6],
            ReorderDepth = (int)numbers[7],
            Config = rest[..(int)numbers[8]].ToArray(),
        };
        rest = rest[(int)numbers[8]..];
        return true;
    }
}
