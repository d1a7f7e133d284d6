using Nvr.Board.Parts;

namespace Nvr.Board.Linux.Disks;

/// <summary>Where on the board a disk is plugged in, by the links that udev makes of its <c>ID_PATH</c>. Pure.</summary>
internal static class DevicePaths
{
    private const string ByPath = "/dev/disk/by-path/";

    /// <param name="bay">Where it may be.</param>
    /// <param name="block">The properties of the whole disk's block device.</param>
    /// <param name="serial">The serial number that its drive reports.</param>
    public static bool IsIn(BayDescription bay, UdisksProperties block, string serial) =>
        (bay.Serial is not null && bay.Serial == serial) || (bay.Path is not null && block.FileNames("Symlinks").Contains(ByPath + bay.Path));

    /// <summary>Whether a disk is plugged into a USB socket, directly or through a hub: what follows the socket's path is another port or the interface, and no further digit of the port's number.</summary>
    public static bool IsBehind(string socket, UdisksProperties block) => block.FileNames("Symlinks").Any(l =>
        l.StartsWith(ByPath + socket, StringComparison.Ordinal) && (l.Length == ByPath.Length + socket.Length || !char.IsAsciiDigit(l[ByPath.Length + socket.Length])));
}
