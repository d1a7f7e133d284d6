using System.Buffers;
using System.Buffers.Binary;
using Microsoft.Win32.SafeHandles;
using Nvr.Core;
using Nvr.Mp4.Boxes;
using Nvr.Mp4.Scanning;

namespace Nvr.Mp4;

/// <summary>Reads single samples out of stored fragments. Any thread; blocks on the disk.</summary>
public static class SampleReader
{
    /// <summary>
    /// The first sample of the fragment's first track, which is the video wherever there is video. Two reads.
    /// Throws <see cref="NvrException"/> (Storage) when the file does not hold what the entry says.
    /// </summary>
    public static byte[] ReadFirstVideoSample(SafeFileHandle file, FragmentEntry fragment)
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
            uint size = BinaryPrimitives.ReadUInt32BigEndian(box[(layout.First.RowsAt + MoofLayout.RowSize)..]);
            if (size > fragment.Bytes - fragment.MoofBytes - MoofLayout.MdatHeaderBytes)
            {
                throw FileReading.Damaged(fragment.Offset);
            }
            byte[] sample = new byte[size];
            FileReading.ReadExactly(file, sample, fragment.Offset + layout.First.DataOffset);
            return sample;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(moof);
        }
    }
}
