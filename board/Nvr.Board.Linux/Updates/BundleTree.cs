using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Nvr.Board.Linux.Updates;

/// <summary>
/// The tree of hashes over a bundle of RAUC's verity format, as its signed manifest tells of it: behind the data, with a signature behind that. RAUC has the kernel check each block as it is read, which is when the other system is
/// half overwritten; this is to know before. SHA-256 over salt and block of 4096 bytes, the form of dm-verity. Immutable, thread-safe.
/// </summary>
/// <param name="Root">The hash at the tree's top.</param>
/// <param name="Salt">What is hashed before each block.</param>
/// <param name="Bytes">How long the tree is.</param>
internal sealed record BundleTree(byte[] Root, byte[] Salt, long Bytes)
{
    private const int BlockBytes = 4096;
    private const int HashBytes = SHA256.HashSizeInBytes;
    private const int PieceBytes = 64 * BlockBytes;

    /// <summary>Whether data and tree are those that were signed. Reads all of the file; IOException where it cannot be read.</summary>
    public async Task<bool> FitsAsync(string path, CancellationToken cancellation)
    {
        await using FileStream file = new(path, new FileStreamOptions { Options = FileOptions.Asynchronous | FileOptions.SequentialScan, BufferSize = 0 });
        if (await DataBytesAsync(file, cancellation) is not { } dataBytes)
        {
            return false;
        }
        file.Position = 0;
        byte[][] levels = Build(await HashAsync(file, dataBytes, cancellation));
        byte[] stored = new byte[Bytes];
        await file.ReadExactlyAsync(stored, cancellation);
        return AreIn(stored, levels) && Hash(levels[^1]).AsSpan().SequenceEqual(Root);
    }

    /// <summary>The top is written first.</summary>
    private static bool AreIn(ReadOnlySpan<byte> stored, byte[][] levels)
    {
        for (int level = levels.Length - 1; level >= 0; level--)
        {
            if (!stored.StartsWith(levels[level]))
            {
                return false;
            }
            stored = stored[levels[level].Length..];
        }
        return true;
    }

    /// <summary>Null where the file cannot have such a tree.</summary>
    private async Task<long?> DataBytesAsync(FileStream file, CancellationToken cancellation)
    {
        byte[] last = new byte[sizeof(ulong)];
        if (file.Length < last.Length)
        {
            return null;
        }
        file.Position = file.Length - last.Length;
        await file.ReadExactlyAsync(last, cancellation);
        ulong signature = BinaryPrimitives.ReadUInt64BigEndian(last);
        long data = signature < (ulong)file.Length ? file.Length - last.Length - (long)signature - Bytes : 0;
        return data >= BlockBytes && data % BlockBytes == 0 && Bytes == TreeBytes(data / BlockBytes) ? data : null;
    }

    private static long TreeBytes(long blocks)
    {
        long all = 0;
        do
        {
            blocks = BlocksFor(blocks);
            all += blocks;
        }
        while (blocks > 1);
        return all * BlockBytes;
    }

    /// <summary>How many blocks the hashes of so many take.</summary>
    private static long BlocksFor(long hashes) => ((hashes * HashBytes) + BlockBytes - 1) / BlockBytes;

    /// <summary>The lowest level: a hash for each block of the data.</summary>
    private async Task<byte[]> HashAsync(FileStream file, long dataBytes, CancellationToken cancellation)
    {
        byte[] level = new byte[BlocksFor(dataBytes / BlockBytes) * BlockBytes];
        byte[] piece = new byte[PieceBytes];
        int at = 0;
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        for (long left = dataBytes; left > 0;)
        {
            Memory<byte> read = piece.AsMemory(0, (int)Math.Min(left, PieceBytes));
            await file.ReadExactlyAsync(read, cancellation);
            left -= read.Length;
            at = Hash(hash, read.Span, level, at);
        }
        return level;
    }

    /// <summary>All levels above it, up to the one that is a single block.</summary>
    private byte[][] Build(byte[] lowest)
    {
        List<byte[]> levels = [lowest];
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        while (levels[^1].Length > BlockBytes)
        {
            byte[] next = new byte[BlocksFor(levels[^1].Length / BlockBytes) * BlockBytes];
            Hash(hash, levels[^1], next, 0);
            levels.Add(next);
        }
        return [.. levels];
    }

    private byte[] Hash(byte[] block)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        byte[] made = new byte[HashBytes];
        Hash(hash, block, made, 0);
        return made;
    }

    /// <summary>Writes a hash for each of the blocks, from that place on; returns the place behind them.</summary>
    private int Hash(IncrementalHash hash, ReadOnlySpan<byte> blocks, byte[] hashes, int at)
    {
        for (; blocks.Length > 0; blocks = blocks[BlockBytes..], at += HashBytes)
        {
            hash.AppendData(Salt);
            hash.AppendData(blocks[..BlockBytes]);
            hash.GetHashAndReset(hashes.AsSpan(at, HashBytes));
        }
        return at;
    }
}
