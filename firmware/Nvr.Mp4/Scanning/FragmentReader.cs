using System.Buffers;
using System.Buffers.Binary;
using Microsoft.Win32.SafeHandles;
using Nvr.Core.Media;
using Nvr.Mp4.Boxes;

namespace Nvr.Mp4.Scanning;

/// <summary>Judges whether an intact fragment begins at a place in the file. One thread; content never makes it throw.</summary>
internal sealed class FragmentReader(SafeFileHandle file, long fileBytes, IReadOnlyList<TrackFormat> tracks, ScanDepth depth) : IDisposable
{
    /// <summary>Holds the moof of about 60 pictures and 400 audio packets; larger ones take a second read.</summary>
    private const int FirstReadBytes = 8 * 1024;

    /// <summary>Far beyond any segment, and far from where arithmetic overflows.</summary>
    private const long LatestTime = 1L << 48;

    private readonly SampleChecker samples = new(file);
    private byte[] buffer = ArrayPool<byte>.Shared.Rent(FirstReadBytes);

    /// <summary>Null when the fragment is intact, else what is wrong with it.</summary>
    public string? TryRead(long offset, out FragmentEntry entry)
    {
        entry = default;
        long left = fileBytes - offset;
        if (left < MoofLayout.FirstTrafAt || !TryReadHead(offset, left, out int moofBytes))
        {
            return "there is no whole moof box";
        }
        ReadOnlySpan<byte> moof = buffer.AsSpan(0, moofBytes);
        if (!MoofLayout.TryParse(moof, out MoofLayout layout))
        {
            return "the moof box is not of this recorder's layout";
        }
        if (!FragmentCheck.MoofMatches(moof, layout))
        {
            return "the moof box is damaged: its checksum does not match";
        }
        uint mdat = BinaryPrimitives.ReadUInt32BigEndian(buffer.AsSpan(moofBytes));
        if (mdat < MoofLayout.MdatHeaderBytes || !MoofLayout.IsBox(buffer, moofBytes, mdat, FourCc.Mdat))
        {
            return "no mdat box follows the moof box";
        }
        if (mdat > left - moofBytes || moofBytes + (long)mdat > int.MaxValue)
        {
            return "the file ends in the samples";
        }
        return TryDescribe(moof, layout, offset, moofBytes + (int)mdat, out entry)
            ? CheckSamples(moof, layout, entry)
            : "the moof box contradicts the file";
    }

    public void Dispose()
    {
        ArrayPool<byte>.Shared.Return(buffer);
        buffer = [];
        samples.Dispose();
    }

    private bool TryReadHead(long offset, long left, out int moofBytes)
    {
        moofBytes = 0;
        int first = (int)Math.Min(left, FirstReadBytes);
        if (!FileReading.TryFill(file, buffer.AsSpan(0, first), offset))
        {
            return false;
        }
        uint size = BinaryPrimitives.ReadUInt32BigEndian(buffer);
        long head = (long)size + MoofLayout.MdatHeaderBytes;
        if (!MoofLayout.IsBox(buffer, 0, size, FourCc.Moof) || size > MoofLayout.MaxMoofBytes || head > left)
        {
            return false;
        }
        moofBytes = (int)size;
        return head <= first || TryReadRest(offset, first, (int)head);
    }

    private bool TryReadRest(long offset, int have, int head)
    {
        if (buffer.Length < head)
        {
            byte[] larger = ArrayPool<byte>.Shared.Rent(head);
            buffer.AsSpan(0, have).CopyTo(larger);
            ArrayPool<byte>.Shared.Return(buffer);
            buffer = larger;
        }
        return FileReading.TryFill(file, buffer.AsSpan(have, head - have), offset + have);
    }

    private bool TryDescribe(ReadOnlySpan<byte> moof, MoofLayout layout, long offset, int bytes, out FragmentEntry entry)
    {
        entry = default;
        TrafLayout lead = layout.First;
        bool two = layout.TrafCount == 2;
        if (lead.TrackId < 1 || lead.TrackId > tracks.Count || (two && (lead.TrackId != 1 || layout.Second.TrackId != tracks.Count)))
        {
            return false;
        }
        int dataAt = moof.Length + MoofLayout.MdatHeaderBytes;
        TrafSums first = TrafSums.Of(moof, lead);
        TrafSums second = two ? TrafSums.Of(moof, layout.Second) : default;
        if (lead.DataOffset != dataAt || (two && layout.Second.DataOffset != dataAt + first.Bytes)
            || dataAt + first.Bytes + second.Bytes != bytes)
        {
            return false;
        }
        TrackFormat track = tracks[lead.TrackId - 1];
        long start = TimeScale.To90k(lead.BaseTime, track.ClockRate);
        long duration = TimeScale.To90k(lead.BaseTime + first.Duration, track.ClockRate) - start;
        entry = new FragmentEntry(
            offset, bytes, moof.Length, start, (int)duration, lead.TrackId == 1 && MoofLayout.IsSync(moof, lead));
        return lead.BaseTime <= LatestTime && duration is >= 0 and <= int.MaxValue;
    }

    private string? CheckSamples(ReadOnlySpan<byte> moof, MoofLayout layout, FragmentEntry entry) =>
        depth == ScanDepth.EveryByte ? samples.Check(moof, layout, entry, tracks) : null;
}
