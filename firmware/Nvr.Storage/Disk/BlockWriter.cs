using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;
using Nvr.Mp4;

namespace Nvr.Storage.Disk;

/// <summary>
/// Writes footage past the page cache where the file system can (docs/decisions/0034-past-the-page-cache.md): the bytes are gathered in one buffer of whole blocks, padded to the end of the
/// last, and handed to the disk as they are. The buffer is this object's alone and does not change while the kernel reads it: md writes both halves of a mirror from it.
/// Belongs to one thread. Failures are IOException, and may leave a part written.
/// </summary>
internal sealed unsafe class BlockWriter : IDisposable
{
    /// <summary>A second of 8 Mbit/s in one call; only what is used of it takes memory.</summary>
    private const int BufferBytes = 1 << 20;

    private byte* buffer = (byte*)NativeMemory.AlignedAlloc(BufferBytes, SegmentPadding.BlockBytes);
    private int used;

    /// <summary>Asks for the file to be written past the cache. A file system that cannot is written through it.</summary>
    public static void Prepare(SafeFileHandle file) => _ = Libc.SetFlags(file, Libc.SetFlagsCommand, Libc.Direct);

    /// <summary>Writes the parts and their padding at a block's beginning; returns where the file ends then.</summary>
    public long Write(SafeFileHandle file, long at, ReadOnlySpan<byte> header, IReadOnlyList<ReadOnlyMemory<byte>> parts)
    {
        ObjectDisposedException.ThrowIf(buffer == null, this);
        used = 0;
        at = Add(file, at, header);
        for (int i = 0; i < parts.Count; i++)
        {
            at = Add(file, at, parts[i].Span);
        }
        Span<byte> padding = stackalloc byte[SegmentPadding.MaxBytes];
        padding = padding[..SegmentPadding.After(at + used)];
        SegmentPadding.Write(padding);
        return Flush(file, Add(file, at, padding));
    }

    public void Dispose()
    {
        NativeMemory.AlignedFree(buffer);
        buffer = null;
    }

    // Returns where in the file the buffer begins.
    private long Add(SafeFileHandle file, long at, ReadOnlySpan<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            if (used == BufferBytes)
            {
                at = Flush(file, at);
            }
            int taken = Math.Min(bytes.Length, BufferBytes - used);
            bytes[..taken].CopyTo(new Span<byte>(buffer + used, taken));
            used += taken;
            bytes = bytes[taken..];
        }
        return at;
    }

    private long Flush(SafeFileHandle file, long at)
    {
        ReadOnlySpan<byte> blocks = new(buffer, used);
        try
        {
            RandomAccess.Write(file, blocks, at);
        }
        catch (IOException refused) when (refused.HResult == Libc.EINVAL)
        {
            // Agreed to and refused all the same, as file systems in user space and disks of larger blocks do.
            _ = Libc.SetFlags(file, Libc.SetFlagsCommand, 0);
            RandomAccess.Write(file, blocks, at);
        }
        used = 0;
        return at + blocks.Length;
    }
}
