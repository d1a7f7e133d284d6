using Microsoft.Win32.SafeHandles;
using Nvr.Mp4;
using SimCamera.Stamp;

namespace Torture.Oracle;

/// <summary>
/// One segment file read back from the first byte to the last: what the product's own scan says of it, and the stamps that the simulated
/// camera put into its pictures, in file order. Immutable.
/// </summary>
public sealed record RecordedFile(string Path, SegmentScan Scan, IReadOnlyList<FrameStamp> Stamps)
{
    public bool IsReadable => Scan.HeaderBytes > 0 && Scan.Identity is not null && Scan.DamagedBytes == 0;

    public static RecordedFile Read(string path)
    {
        using SafeFileHandle handle = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        SegmentScan scan = SegmentFile.Scan(handle, ScanDepth.EveryByte);
        return new RecordedFile(path, scan, [.. scan.Fragments.SelectMany(f => StampsOf(handle, f))]);
    }

    private static List<FrameStamp> StampsOf(SafeFileHandle handle, FragmentEntry fragment)
    {
        byte[] bytes = new byte[fragment.Bytes];
        int read = RandomAccess.Read(handle, bytes, fragment.Offset);
        List<FrameStamp> stamps = [];
        ReadOnlySpan<byte> rest = bytes.AsSpan(0, read);
        for (int at = rest.IndexOf(FrameStamp.Uuid); at >= 0; at = rest.IndexOf(FrameStamp.Uuid))
        {
            if (FrameStamp.TryRead(rest[at..], out FrameStamp stamp))
            {
                stamps.Add(stamp);
            }
            rest = rest[(at + FrameStamp.Uuid.Length)..];
        }
        return stamps;
    }
}
