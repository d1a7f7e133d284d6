using SimCamera.Stamp;

namespace Vm.Tests.Disks;

/// <summary>
/// Looks for footage in the raw bytes of a disk image, whatever file system is on it: each picture of a simulated camera carries a mark of sixteen letters, which nothing else has.
/// </summary>
internal static class FootageTraces
{
    private const int PartBytes = 4 << 20;

    /// <summary>How many pictures' marks lie there.</summary>
    public static long Count(string image)
    {
        using FileStream file = new(image, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        byte[] part = new byte[PartBytes];
        int kept = 0;
        long count = 0;
        for (int read = file.Read(part, kept, PartBytes - kept); read > 0; read = file.Read(part, kept, PartBytes - kept))
        {
            ReadOnlySpan<byte> rest = part.AsSpan(0, kept + read);
            for (int at = rest.IndexOf(FrameStamp.Uuid); at >= 0; at = rest.IndexOf(FrameStamp.Uuid))
            {
                count++;
                rest = rest[(at + FrameStamp.Uuid.Length)..];
            }
            // A mark may lie on the border of two parts.
            ReadOnlySpan<byte> border = rest[Math.Max(0, rest.Length - FrameStamp.Uuid.Length + 1)..];
            border.CopyTo(part);
            kept = border.Length;
        }
        return count;
    }
}
