using System.Buffers.Binary;
using System.Text;
using Nvr.Core.Time;

namespace Nvr.Export.Archives;

/// <summary>
/// Where each byte of an archive comes from: ZIP of stored files (PKWARE's APPNOTE 6.3.10), with the 64-bit fields of ZIP64 where 32 do not suffice. All
/// lengths and checksums are known beforehand, so that the archive has a length and byte ranges before anything is read. Pure.
/// </summary>
internal static class ZipLayout
{
    private const ushort Plain = 20;
    private const ushort WithZip64 = 45;
    private const ushort MadeOnUnix = 3 << 8;
    private const ushort NamesAreUtf8 = 1 << 11;
    private const ushort Zip64Field = 1;
    private const uint ModeOfFile = 0x81A4_0000; // -rw-r--r--
    private const uint Most = uint.MaxValue;

    public static IReadOnlyList<ZipPiece> Of(IReadOnlyList<ZipEntry> entries, UtcTime time)
    {
        uint stamp = DosTime(time);
        List<ZipPiece> pieces = [];
        using var directory = new MemoryStream();
        long at = 0;
        foreach (ZipEntry entry in entries)
        {
            byte[] header = LocalHeader(entry, stamp);
            directory.Write(DirectoryHeader(entry, stamp, at));
            pieces.Add(ZipPiece.Of(header));
            pieces.AddRange(entry.Pieces);
            at += header.Length + entry.Bytes;
        }
        pieces.Add(ZipPiece.Of([.. directory.ToArray(), .. End(entries.Count, directory.Length, at)]));
        return pieces;
    }

    private static byte[] LocalHeader(ZipEntry entry, uint stamp)
    {
        bool isLong = entry.Bytes >= Most;
        byte[] name = Encoding.UTF8.GetBytes(entry.Name);
        using var header = new MemoryStream();
        U32(header, 0x04034B50);
        U16(header, isLong ? WithZip64 : Plain);
        Common(header, entry, stamp, isLong);
        U16(header, (ushort)name.Length);
        U16(header, (ushort)(isLong ? 20 : 0));
        header.Write(name);
        if (isLong)
        {
            U16(header, Zip64Field);
            U16(header, 16);
            U64(header, entry.Bytes);
            U64(header, entry.Bytes);
        }
        return header.ToArray();
    }

    private static byte[] DirectoryHeader(ZipEntry entry, uint stamp, long at)
    {
        bool isLong = entry.Bytes >= Most;
        bool isFar = at >= Most;
        int extra = (isLong ? 16 : 0) + (isFar ? 8 : 0);
        byte[] name = Encoding.UTF8.GetBytes(entry.Name);
        using var header = new MemoryStream();
        U32(header, 0x02014B50);
        U16(header, MadeOnUnix | WithZip64);
        U16(header, isLong || isFar ? WithZip64 : Plain);
        Common(header, entry, stamp, isLong);
        U16(header, (ushort)name.Length);
        U16(header, (ushort)(extra > 0 ? extra + 4 : 0));
        U16(header, 0);
        U16(header, 0);
        U16(header, 0);
        U32(header, ModeOfFile);
        U32(header, isFar ? Most : (uint)at);
        header.Write(name);
        if (extra > 0)
        {
            U16(header, Zip64Field);
            U16(header, (ushort)extra);
            if (isLong)
            {
                U64(header, entry.Bytes);
                U64(header, entry.Bytes);
            }
            if (isFar)
            {
                U64(header, at);
            }
        }
        return header.ToArray();
    }

    /// <summary>What both headers of a file say.</summary>
    private static void Common(MemoryStream header, ZipEntry entry, uint stamp, bool isLong)
    {
        U16(header, NamesAreUtf8);
        U16(header, 0);
        U32(header, stamp);
        U32(header, entry.Crc32);
        U32(header, isLong ? Most : (uint)entry.Bytes);
        U32(header, isLong ? Most : (uint)entry.Bytes);
    }

    private static byte[] End(int count, long directoryBytes, long directoryAt)
    {
        using var end = new MemoryStream();
        bool isFar = directoryAt >= Most;
        if (isFar)
        {
            U32(end, 0x06064B50);
            U64(end, 44);
            U16(end, MadeOnUnix | WithZip64);
            U16(end, WithZip64);
            U32(end, 0);
            U32(end, 0);
            U64(end, count);
            U64(end, count);
            U64(end, directoryBytes);
            U64(end, directoryAt);
            U32(end, 0x07064B50);
            U32(end, 0);
            U64(end, directoryAt + directoryBytes);
            U32(end, 1);
        }
        U32(end, 0x06054B50);
        U16(end, 0);
        U16(end, 0);
        U16(end, (ushort)count);
        U16(end, (ushort)count);
        U32(end, (uint)directoryBytes);
        U32(end, isFar ? Most : (uint)directoryAt);
        U16(end, 0);
        return end.ToArray();
    }

    /// <summary>In steps of two seconds since 1980, without a zone: UTC here.</summary>
    private static uint DosTime(UtcTime time)
    {
        DateTimeOffset t = time.ToDateTimeOffset();
        return t.Year is < 1980 or > 2107
            ? (1 << 21) | (1 << 16)
            : (uint)(((t.Year - 1980) << 25) | (t.Month << 21) | (t.Day << 16) | (t.Hour << 11) | (t.Minute << 5) | (t.Second / 2));
    }

    private static void U16(MemoryStream to, ushort value)
    {
        Span<byte> bytes = stackalloc byte[2];
        BinaryPrimitives.WriteUInt16LittleEndian(bytes, value);
        to.Write(bytes);
    }

    private static void U32(MemoryStream to, uint value)
    {
        Span<byte> bytes = stackalloc byte[4];
        BinaryPrimitives.WriteUInt32LittleEndian(bytes, value);
        to.Write(bytes);
    }

    private static void U64(MemoryStream to, long value)
    {
        Span<byte> bytes = stackalloc byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(bytes, value);
        to.Write(bytes);
    }
}
