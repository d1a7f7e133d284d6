using System.Buffers;
using System.Buffers.Binary;
using Microsoft.Win32.SafeHandles;
using Nvr.Core;
using Nvr.Core.Media;
using Nvr.Mp4.Boxes;
using Nvr.Mp4.Scanning;

namespace Nvr.Mp4;

/// <summary>Reads samples out of stored fragments. Any thread; blocks on the disk.</summary>
public static class SampleReader
{
    private const int VideoTrackId = 1;

    /// <summary>
    /// The first sample of the fragment's first track, which is the video wherever there is video. Two reads.
    /// Throws <see cref="NvrException"/> (Storage) when the file does not hold what the entry says.
    /// </summary>
    public static byte[] ReadFirstVideoSample(SafeFileHandle file, FragmentEntry fragment)
    {
        return ReadSamples(file, fragment, track: null, 0)[0];
    }

    /// <summary>
    /// Those samples of the fragment's pictures that are decoded at or before a time, the first in any case; none where the fragment holds sound alone. Two reads and one for each sample.
    /// Throws <see cref="NvrException"/> (Storage) when the file does not hold what the entry says.
    /// </summary>
    /// <param name="file">The segment.</param>
    /// <param name="fragment">One of its fragments.</param>
    /// <param name="video">The format of the segment's first track, which has to be video.</param>
    /// <param name="until90k">Decoding time in the segment, 90 kHz ticks.</param>
    public static IReadOnlyList<byte[]> ReadVideoSamples(SafeFileHandle file, FragmentEntry fragment, TrackFormat video, long until90k) => ReadSamples(file, fragment, video, until90k);

    /// <param name="file">The segment.</param>
    /// <param name="fragment">One of its fragments.</param>
    /// <param name="track">Null for the first sample alone.</param>
    /// <param name="until90k">The last decoding time.</param>
    private static List<byte[]> ReadSamples(SafeFileHandle file, FragmentEntry fragment, TrackFormat? track, long until90k)
    {
        if (fragment.Offset < 0 || fragment.MoofBytes is <= 0 or > MoofLayout.MaxMoofBytes)
        {
            throw FileReading.Damaged(fragment.Offset);
        }
        byte[] moof = ArrayPool<byte>.Shared.Rent(fragment.MoofBytes);
        try
        {
            Span<byte> box = moof.AsSpan(0, fragment.MoofBytes);
            FileReading.ReadExactly(file, box, fragment.Offset);
            if (!MoofLayout.TryParse(box, out MoofLayout layout) || !FragmentCheck.MoofMatches(box, layout)
                || layout.First.DataOffset != fragment.MoofBytes + MoofLayout.MdatHeaderBytes)
            {
                throw FileReading.Damaged(fragment.Offset);
            }
            if (track is not null && layout.First.TrackId != VideoTrackId)
            {
                return [];
            }
            List<byte[]> samples = [];
            long time = layout.First.BaseTime;
            long left = fragment.Bytes - layout.First.DataOffset;
            long at = fragment.Offset + layout.First.DataOffset;
            for (int i = 0; i < layout.First.SampleCount && (i == 0 || (track is not null && TimeScale.To90k(time, track.ClockRate) <= until90k)); i++)
            {
                ReadOnlySpan<byte> row = box[(layout.First.RowsAt + (i * MoofLayout.RowBytes))..];
                uint size = BinaryPrimitives.ReadUInt32BigEndian(row[MoofLayout.RowSize..]);
                if (size > left)
                {
                    throw FileReading.Damaged(fragment.Offset);
                }
                byte[] sample = new byte[size];
                FileReading.ReadExactly(file, sample, at);
                samples.Add(sample);
                (at, left, time) = (at + size, left - size, time + BinaryPrimitives.ReadUInt32BigEndian(row[MoofLayout.RowDuration..]));
            }
            return samples;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(moof);
        }
    }
}
