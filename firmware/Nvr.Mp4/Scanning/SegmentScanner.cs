using Microsoft.Win32.SafeHandles;

namespace Nvr.Mp4.Scanning;

internal sealed class SegmentScanner(SafeFileHandle file, ScanDepth depth)
{
    public SegmentScan Run() => new() { FileBytes = RandomAccess.GetLength(file), Problem = depth.ToString() };
}
