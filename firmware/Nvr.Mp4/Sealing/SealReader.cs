using System.Buffers.Binary;
using Microsoft.Win32.SafeHandles;
using Nvr.Mp4.Boxes;

namespace Nvr.Mp4.Sealing;

/// <summary>Finds the seal of an exported movie. The file may be anybody's: what does not fit is no seal, and nothing large is read. Blocks on the disk; I/O failures pass through.</summary>
public static class SealReader
{
    private const int MaxMetaBytes = 1 << 20;
    private const int FullBoxBytes = 4;
    private const int ProtectionCountBytes = 2;
    private const int LongHeaderBytes = 16;

    /// <summary>The first signature of the file's own <c>meta</c> box; null when there is none.</summary>
    public static FoundSeal? Find(SafeFileHandle file, CancellationToken cancellation = default)
    {
        long length = RandomAccess.GetLength(file);
        Span<byte> header = stackalloc byte[LongHeaderBytes];
        for (long at = 0; length - at >= 8;)
        {
            cancellation.ThrowIfCancellationRequested();
            int read = RandomAccess.Read(file, header, at);
            if (read < 8)
            {
                return null;
            }
            uint type = BinaryPrimitives.ReadUInt32BigEndian(header[4..]);
            (long size, int headerBytes) = Size(header[..read], length - at);
            if (size < headerBytes || size > length - at)
            {
                return null;
            }
            if (type == SealCodes.Meta && size <= MaxMetaBytes && Read(file, at + headerBytes, (int)size - headerBytes) is { } seal)
            {
                return seal;
            }
            at += size;
        }
        return null;
    }

    /// <summary>ISO/IEC 14496-12, 4.2: 1 announces 64 bits, 0 means to the end of the file.</summary>
    private static (long Size, int HeaderBytes) Size(ReadOnlySpan<byte> header, long rest) => BinaryPrimitives.ReadUInt32BigEndian(header) switch
    {
        0 => (rest, 8),
        1 when header.Length == LongHeaderBytes => (BinaryPrimitives.ReadInt64BigEndian(header[8..]), LongHeaderBytes),
        uint size => (size, 8),
    };

    private static FoundSeal? Read(SafeFileHandle file, long at, int count)
    {
        byte[] body = new byte[count];
        if (count < FullBoxBytes || RandomAccess.Read(file, body, at) != count)
        {
            return null;
        }
        ReadOnlySpan<byte> ipro = BoxReader.Find(body.AsSpan(FullBoxBytes), SealCodes.Ipro);
        if (ipro.Length < FullBoxBytes + ProtectionCountBytes)
        {
            return null;
        }
        ReadOnlySpan<byte> schi = BoxReader.Find(BoxReader.Find(ipro[(FullBoxBytes + ProtectionCountBytes)..], SealCodes.Sinf), SealCodes.Schi);
        ReadOnlySpan<byte> signature = BoxReader.Find(schi, SealCodes.Sibo);
        ReadOnlySpan<byte> certificate = BoxReader.Find(schi, SealCodes.Cert);
        return !signature.IsEmpty && !certificate.IsEmpty && new ReadOnlySpan<byte>(body).Overlaps(signature, out int offset)
            ? new FoundSeal(at + offset, signature.ToArray(), certificate.ToArray())
            : null;
    }
}
