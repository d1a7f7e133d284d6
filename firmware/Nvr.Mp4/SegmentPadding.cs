using System.Buffers.Binary;
using Microsoft.Win32.SafeHandles;
using Nvr.Mp4.Boxes;
using Nvr.Mp4.Scanning;

namespace Nvr.Mp4;

/// <summary>
/// The free box (ISO/IEC 14496-12 section 8.1.2) that fills a segment file up to the next block after each fragment, so that every write begins and ends on a block: nothing that is
/// durable is ever written again, and the kernel can send the bytes to the disk as they are. Files without it are segments too. Stateless.
/// </summary>
public static class SegmentPadding
{
    /// <summary>What disks and file systems write in one piece.</summary>
    public const int BlockBytes = 4096;

    private const int HeaderBytes = 8;

    /// <summary>The longest box: what is too short for one reaches into the next block.</summary>
    public const int MaxBytes = BlockBytes + HeaderBytes - 1;

    /// <summary>Bytes of the box that follows content up to this length of a file; 0 when it ends on a block.</summary>
    public static int After(long length)
    {
        int left = (int)((BlockBytes - (length % BlockBytes)) % BlockBytes);
        return left is > 0 and < HeaderBytes ? left + BlockBytes : left;
    }

    /// <summary>Makes the box; the span has its length, which may be 0.</summary>
    public static void Write(Span<byte> box)
    {
        if (box.IsEmpty)
        {
            return;
        }
        box.Clear();
        BinaryPrimitives.WriteInt32BigEndian(box, box.Length);
        BinaryPrimitives.WriteUInt32BigEndian(box[4..], FourCc.Free);
    }

    /// <summary>Bytes of the whole box that lies at a place behind a fragment; 0 when there is none. Its body is looked at only at <see cref="ScanDepth.EveryByte"/>.</summary>
    internal static int At(SafeFileHandle file, long at, long fileBytes, ScanDepth depth)
    {
        int expected = After(at);
        if (expected == 0 || expected > fileBytes - at)
        {
            return 0;
        }
        Span<byte> made = stackalloc byte[MaxBytes];
        Span<byte> found = stackalloc byte[MaxBytes];
        Write(made[..expected]);
        int looked = depth == ScanDepth.EveryByte ? expected : HeaderBytes;
        return FileReading.TryFill(file, found[..looked], at) && found[..looked].SequenceEqual(made[..looked]) ? expected : 0;
    }
}
