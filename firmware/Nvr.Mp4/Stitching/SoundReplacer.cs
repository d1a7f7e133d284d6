using System.Buffers;
using System.Buffers.Binary;
using Microsoft.Win32.SafeHandles;
using Nvr.Mp4.Boxes;
using Nvr.Mp4.Scanning;

namespace Nvr.Mp4.Stitching;

/// <summary>
/// Copies the pictures of fragments byte for byte and puts other sound beside them, or none. Holds the sound of one fragment in memory, of the
/// pictures a block. One call at a time; the fragments of a movie in their order. A damaged fragment is left out.
/// </summary>
internal sealed class SoundReplacer(ISegmentSource source, Stream destination, ISoundConverter? sound, int soundTrack, long duration90k) : IDisposable
{
    private const int BlockBytes = 256 * 1024;

    /// <summary>Far more than a fragment's sound has; more is damage.</summary>
    private const int MaxSoundBytes = 16 << 20;

    /// <summary>How much later than the pictures beside it sound may be stored. What is missing for longer is known to be missing.</summary>
    private const long LatestSound90k = 5L * TimeScale.Video;

    private readonly long end = sound is null ? 0 : TimeScale.From90k(duration90k, sound.Format.ClockRate);
    private byte[] block = ArrayPool<byte>.Shared.Rent(BlockBytes);
    private uint sequence;

    public async Task CopyAsync(PlacedPart part, PlacedFragment fragment, CancellationToken cancellation)
    {
        SafeFileHandle file = source.Open(part.SegmentId);
        byte[] moof = ArrayPool<byte>.Shared.Rent(fragment.Entry.MoofBytes);
        try
        {
            Memory<byte> box = moof.AsMemory(0, fragment.Entry.MoofBytes);
            bool whole = await FileReading.TryFillAsync(file, box, fragment.Entry.Offset, cancellation).ConfigureAwait(false);
            if (!whole || !SplitFragment.TryRead(box.Span, part, fragment, out SplitFragment split))
            {
                split = default;
            }
            await AddSoundAsync(file, part, fragment, box, split, cancellation).ConfigureAwait(false);
            SoundRun run = await ConvertAsync(fragment, cancellation).ConfigureAwait(false);
            await WriteAsync(file, part, fragment, box, split, run, cancellation).ConfigureAwait(false);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(moof);
        }
    }

    /// <summary>Writes the sound that is still to come.</summary>
    public async Task FinishAsync(CancellationToken cancellation)
    {
        if (sound is null)
        {
            return;
        }
        SoundRun run = await sound.FinishAsync(end, cancellation).ConfigureAwait(false);
        await WriteAsync(null, null, default, default, default, run, cancellation).ConfigureAwait(false);
    }

    public void Dispose()
    {
        ArrayPool<byte>.Shared.Return(block);
        block = [];
    }

    private async Task AddSoundAsync(
        SafeFileHandle file, PlacedPart part, PlacedFragment fragment, ReadOnlyMemory<byte> moof, SplitFragment split, CancellationToken cancellation)
    {
        if (sound is null || split.Sound.SampleCount == 0 || split.SoundBytes > MaxSoundBytes)
        {
            return;
        }
        byte[] data = ArrayPool<byte>.Shared.Rent(split.SoundBytes);
        try
        {
            Memory<byte> samples = data.AsMemory(0, split.SoundBytes);
            long at = fragment.Entry.Offset + split.Sound.DataOffset;
            if (!await FileReading.TryFillAsync(file, samples, at, cancellation).ConfigureAwait(false))
            {
                throw FileReading.Damaged(fragment.Entry.Offset);
            }
            AddSamples(part, moof.Span, split, samples.Span);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(data);
        }
    }

    private void AddSamples(PlacedPart part, ReadOnlySpan<byte> moof, SplitFragment split, ReadOnlySpan<byte> data)
    {
        Core.Media.TrackFormat format = part.Tracks[split.Sound.TrackId - 1];
        long dts = split.Sound.BaseTime + TimeScale.From90k(part.Shift90k, format.ClockRate);
        long earliest = TimeScale.From90k(part.Earliest90k, format.ClockRate);
        long latest = TimeScale.From90k(duration90k, format.ClockRate);
        for (int i = 0; i < split.Sound.SampleCount; i++)
        {
            ReadOnlySpan<byte> row = moof[(split.Sound.RowsAt + (i * MoofLayout.RowBytes))..];
            int size = BinaryPrimitives.ReadInt32BigEndian(row[MoofLayout.RowSize..]);
            if (size < 0 || size > data.Length)
            {
                return;
            }
            // What begins just before the part may end in it; the converter leaves out what lies before the movie.
            if (size > 0 && dts < latest && (part.Earliest90k == 0 || dts >= earliest))
            {
                sound!.Add(format, dts, data[..size]);
            }
            data = data[size..];
            dts += BinaryPrimitives.ReadUInt32BigEndian(row[MoofLayout.RowDuration..]);
        }
    }

    private ValueTask<SoundRun> ConvertAsync(PlacedFragment fragment, CancellationToken cancellation)
    {
        if (sound is null)
        {
            return ValueTask.FromResult(default(SoundRun));
        }
        long passed90k = Math.Max(0, fragment.Start90k - LatestSound90k);
        return sound.ConvertAsync(TimeScale.From90k(passed90k, sound.Format.ClockRate), cancellation);
    }

    private async Task WriteAsync(
        SafeFileHandle? file, PlacedPart? part, PlacedFragment fragment, ReadOnlyMemory<byte> moof, SplitFragment split, SoundRun run, CancellationToken cancellation)
    {
        var head = new ReplacedHead(moof, split, new TrimmedRun(run, end), soundTrack);
        if (head.IsEmpty)
        {
            return;
        }
        int inserted = split.HasPictures ? fragment.InsertedBytes : 0;
        byte[] bytes = head.Write(++sequence, part, inserted);
        await destination.WriteAsync(bytes, cancellation).ConfigureAwait(false);
        if (split.HasPictures)
        {
            await destination.WriteAsync(part!.ParameterSets.AsMemory(0, inserted), cancellation).ConfigureAwait(false);
            await CopyPicturesAsync(file!, fragment, split, cancellation).ConfigureAwait(false);
        }
        await destination.WriteAsync(run.Data[..head.SoundBytes], cancellation).ConfigureAwait(false);
    }

    private async Task CopyPicturesAsync(SafeFileHandle file, PlacedFragment fragment, SplitFragment split, CancellationToken cancellation)
    {
        long at = fragment.Entry.Offset + split.Pictures.DataOffset;
        for (int left = split.PictureBytes; left > 0;)
        {
            Memory<byte> piece = block.AsMemory(0, Math.Min(left, block.Length));
            if (!await FileReading.TryFillAsync(file, piece, at, cancellation).ConfigureAwait(false))
            {
                throw FileReading.Damaged(fragment.Entry.Offset);
            }
            await destination.WriteAsync(piece, cancellation).ConfigureAwait(false);
            left -= piece.Length;
            at += piece.Length;
        }
    }
}
