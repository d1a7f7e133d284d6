using System.Buffers;
using System.Buffers.Binary;
using Microsoft.Win32.SafeHandles;
using Nvr.Core.Media;
using Nvr.Mp4.Boxes;

namespace Nvr.Mp4.Scanning;

/// <summary>Reads every sample of a fragment: checksum, and NAL unit lengths that add up. One thread.</summary>
internal sealed class SampleChecker(SafeFileHandle file) : IDisposable
{
    private const int BlockBytes = 256 * 1024;

    private byte[]? block;
    private uint crc;

    /// <summary>Null when all is well. The moof must have been found consistent with the fragment's size.</summary>
    public string? Check(ReadOnlySpan<byte> moof, MoofLayout layout, FragmentEntry entry, IReadOnlyList<TrackFormat> tracks)
    {
        crc = Crc32C.Seed;
        bool units = CheckTraf(moof, layout.First, entry.Offset, tracks);
        if (layout.TrafCount == 2)
        {
            units &= CheckTraf(moof, layout.Second, entry.Offset, tracks);
        }
        if (Crc32C.Finish(crc) != FragmentCheck.PayloadCrc(moof, layout))
        {
            return "the samples are damaged: their checksum does not match";
        }
        return units ? null : "the lengths of NAL units do not add up";
    }

    public void Dispose()
    {
        if (block is not null)
        {
            ArrayPool<byte>.Shared.Return(block);
            block = null;
        }
    }

    private bool CheckTraf(ReadOnlySpan<byte> moof, TrafLayout traf, long moofAt, IReadOnlyList<TrackFormat> tracks)
    {
        bool hasUnits = tracks[traf.TrackId - 1].Codec is Codec.H264 or Codec.H265;
        bool whole = true;
        long at = moofAt + traf.DataOffset;
        for (int i = 0; i < traf.SampleCount; i++)
        {
            int row = traf.RowsAt + (i * MoofLayout.RowBytes) + MoofLayout.RowSize;
            uint size = BinaryPrimitives.ReadUInt32BigEndian(moof[row..]);
            NalLengths lengths = ReadSample(at, size);
            whole &= !hasUnits || lengths.IsWhole;
            at += size;
        }
        return whole;
    }

    private NalLengths ReadSample(long at, uint size)
    {
        block ??= ArrayPool<byte>.Shared.Rent(BlockBytes);
        var lengths = new NalLengths();
        for (long left = size; left > 0;)
        {
            Span<byte> piece = block.AsSpan(0, (int)Math.Min(left, block.Length));
            if (!FileReading.TryFill(file, piece, at))
            {
                throw new EndOfStreamException("The file became shorter while it was read.");
            }
            crc = Crc32C.Update(crc, piece);
            lengths.Feed(piece);
            at += piece.Length;
            left -= piece.Length;
        }
        return lengths;
    }
}
