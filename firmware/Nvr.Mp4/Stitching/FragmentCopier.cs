using System.Buffers;
using Microsoft.Win32.SafeHandles;
using Nvr.Mp4.Boxes;
using Nvr.Mp4.Scanning;

namespace Nvr.Mp4.Stitching;

/// <summary>Copies patched fragments from segment files to a stream through one pooled buffer. One call at a time.</summary>
internal sealed class FragmentCopier(ISegmentSource source, Stream destination) : IDisposable
{
    private const int BlockBytes = 256 * 1024;

    private byte[] buffer = ArrayPool<byte>.Shared.Rent(BlockBytes);

    /// <summary>Writes bytes [<paramref name="skip"/>, <paramref name="end"/>) of the fragment as it stands in the movie.</summary>
    public async Task CopyAsync(
        PlacedPart part, PlacedFragment fragment, uint sequence, long skip, long end, CancellationToken cancellation)
    {
        SafeFileHandle file = source.Open(part.SegmentId);
        int fileHead = fragment.Entry.MoofBytes + MoofLayout.MdatHeaderBytes;
        int head = fileHead + fragment.InsertedBytes;
        EnsureBuffer(head);
        bool whole = await FileReading.TryFillAsync(file, buffer.AsMemory(0, fileHead), fragment.Entry.Offset, cancellation).ConfigureAwait(false);
        if (!whole || !MoofPatcher.TryPatch(buffer.AsSpan(0, head), part, fragment, sequence))
        {
            await WriteFillerAsync(fragment.MovieBytes, skip, end, cancellation).ConfigureAwait(false);
            return;
        }
        if (skip < head)
        {
            int headEnd = (int)Math.Min(head, end);
            await destination.WriteAsync(buffer.AsMemory((int)skip, headEnd - (int)skip), cancellation).ConfigureAwait(false);
        }
        await CopyDataAsync(file, fragment, Math.Max(skip, head), end, cancellation).ConfigureAwait(false);
    }

    public void Dispose()
    {
        ArrayPool<byte>.Shared.Return(buffer);
        buffer = [];
    }

    private async Task CopyDataAsync(
        SafeFileHandle file, PlacedFragment fragment, long from, long end, CancellationToken cancellation)
    {
        long toFile = fragment.Entry.Offset - fragment.InsertedBytes;
        while (from < end)
        {
            Memory<byte> block = buffer.AsMemory(0, (int)Math.Min(end - from, buffer.Length));
            if (!await FileReading.TryFillAsync(file, block, from + toFile, cancellation).ConfigureAwait(false))
            {
                throw FileReading.Damaged(fragment.Entry.Offset);
            }
            await destination.WriteAsync(block, cancellation).ConfigureAwait(false);
            from += block.Length;
        }
    }

    private async Task WriteFillerAsync(int bytes, long skip, long end, CancellationToken cancellation)
    {
        Array.Clear(buffer);
        var header = new SpanWriter(buffer);
        header.Box(bytes, FourCc.Free);
        for (long at = skip; at < end;)
        {
            // Past the box header the buffer holds zeros only.
            int inBuffer = (int)Math.Min(at, MoofLayout.MdatHeaderBytes);
            int length = (int)Math.Min(end - at, buffer.Length - inBuffer);
            await destination.WriteAsync(buffer.AsMemory(inBuffer, length), cancellation).ConfigureAwait(false);
            at += length;
        }
    }

    private void EnsureBuffer(int bytes)
    {
        if (buffer.Length < bytes)
        {
            ArrayPool<byte>.Shared.Return(buffer);
            buffer = ArrayPool<byte>.Shared.Rent(bytes);
        }
    }
}
