using Microsoft.Win32.SafeHandles;
using Nvr.Core;
using Nvr.Mp4.Scanning;

namespace Nvr.Mp4;

/// <summary>
/// Reads back and mends segment files. Any thread; blocks on the disk. Content never makes a scan throw: damage, hostile bytes and
/// read errors all end up in <see cref="SegmentScan.Problem"/>.
/// </summary>
public static class SegmentFile
{
    public static SegmentScan Scan(SafeFileHandle file, ScanDepth depth) => new SegmentScanner(file, depth).Run();

    /// <summary>
    /// Cuts off what follows the last intact fragment and makes that durable; true when something was cut. The handle must be
    /// writable. Throws <see cref="NvrException"/> (Storage) when the header is unreadable: such a file is left as it is.
    /// </summary>
    public static bool Repair(SafeFileHandle file, SegmentScan scan)
    {
        if (scan.HeaderBytes == 0)
        {
            throw new NvrException(ErrorKind.Storage, $"The recording cannot be repaired: {scan.Problem}");
        }
        if (scan.ValidBytes >= scan.FileBytes)
        {
            return false;
        }
        RandomAccess.SetLength(file, scan.ValidBytes);
        RandomAccess.FlushToDisk(file);
        return true;
    }
}
