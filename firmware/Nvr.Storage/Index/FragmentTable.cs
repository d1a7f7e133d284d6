using System.Diagnostics.CodeAnalysis;
using Nvr.Mp4;

namespace Nvr.Storage.Index;

/// <summary>
/// Packs a segment's fragments into about seven bytes each. Per fragment: bytes skipped since the fragment before (0 but for the
/// header and damaged places), length and random-access bit, moof length, start as difference to the end of the one before,
/// duration; a checksum ends it. Times in 90 kHz ticks.
/// </summary>
internal static class FragmentTable
{
    public static byte[] Pack(ReadOnlySpan<FragmentEntry> entries)
    {
        List<byte> packed = new(entries.Length * 8 + Checksum.Bytes);
        long offset = 0;
        long time = 0;
        foreach (FragmentEntry entry in entries)
        {
            Varint.Write(packed, entry.Offset - offset);
            Varint.Write(packed, ((long)entry.Bytes << 1) | (entry.StartsWithRandomAccess ? 1L : 0L));
            Varint.Write(packed, entry.MoofBytes);
            Varint.WriteSigned(packed, entry.Start90k - time);
            Varint.Write(packed, entry.Duration90k);
            offset = entry.Offset + entry.Bytes;
            time = entry.Start90k + entry.Duration90k;
        }
        return Checksum.Seal(packed);
    }

    /// <summary>False when the blob is damaged.</summary>
    public static bool TryUnpack(ReadOnlySpan<byte> blob, [NotNullWhen(true)] out FragmentEntry[]? entries)
    {
        entries = null;
        if (!Checksum.TryOpen(blob, out ReadOnlySpan<byte> rest))
        {
            return false;
        }
        List<FragmentEntry> list = new(rest.Length / 6);
        long offset = 0;
        long time = 0;
        while (!rest.IsEmpty)
        {
            if (!TryUnpackOne(ref rest, offset, time, out FragmentEntry entry))
            {
                return false;
            }
            list.Add(entry);
            offset = entry.Offset + entry.Bytes;
            time = entry.Start90k + entry.Duration90k;
        }
        entries = [.. list];
        return true;
    }

    private static bool TryUnpackOne(ref ReadOnlySpan<byte> rest, long offset, long time, out FragmentEntry entry)
    {
        bool ok = Varint.TryRead(ref rest, out long skipped);
        ok &= Varint.TryRead(ref rest, out long size);
        ok &= Varint.TryRead(ref rest, out long moof);
        ok &= Varint.TryReadSigned(ref rest, out long start);
        ok &= Varint.TryRead(ref rest, out long duration);
        entry = new FragmentEntry(offset + skipped, (int)(size >> 1), (int)moof, time + start, (int)duration, (size & 1) != 0);
        return ok;
    }
}
