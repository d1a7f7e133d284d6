using System.Buffers;
using Microsoft.Win32.SafeHandles;

namespace Nvr.Mp4.Scanning;

/// <summary>
/// Finds places where a moof box may begin: the type followed by an mfhd of the constant size. Reads each stretch of the file
/// once; a block that the disk cannot read is passed over. One thread.
/// </summary>
internal sealed class MoofSearch(SafeFileHandle file, long fileBytes) : IDisposable
{
    private const int BlockBytes = 256 * 1024;
    private const int TypeAt = 4;

    private byte[]? block;
    private long blockAt;
    private int blockLength;

    /// <summary>True when the disk could not read a block.</summary>
    public bool HasUnreadable { get; private set; }

    private static ReadOnlySpan<byte> Signature => "moof\0\0\0\u0010mfhd"u8;

    /// <summary>The next candidate at or after the place; the length of the file when there is none.</summary>
    public long Next(long from)
    {
        long at = from + TypeAt;
        while (at + Signature.Length <= fileBytes)
        {
            Load(at);
            int skip = (int)(at - blockAt);
            int found = block.AsSpan(skip, Math.Max(0, blockLength - skip)).IndexOf(Signature);
            if (found >= 0)
            {
                return at + found - TypeAt;
            }
            at = Math.Max(at + 1, blockAt + BlockBytes - Signature.Length + 1);
        }
        return fileBytes;
    }

    public void Dispose()
    {
        if (block is not null)
        {
            ArrayPool<byte>.Shared.Return(block);
            block = null;
        }
    }

    private void Load(long at)
    {
        block ??= ArrayPool<byte>.Shared.Rent(BlockBytes);
        if (blockLength > 0 && at >= blockAt && at + Signature.Length <= blockAt + blockLength)
        {
            return;
        }
        blockAt = at;
        blockLength = (int)Math.Min(BlockBytes, fileBytes - at);
        try
        {
            if (!FileReading.TryFill(file, block.AsSpan(0, blockLength), at))
            {
                blockLength = 0;
            }
        }
        catch (IOException)
        {
            HasUnreadable = true;
            blockLength = 0;
        }
    }
}
