namespace Nvr.Storage.Disk;

/// <summary>Room on a volume as statvfs tells it; free is what an unprivileged writer may use (f_bavail).</summary>
internal readonly record struct VolumeSpace(long TotalBytes, long FreeBytes)
{
    private const long DefaultReserveBytes = 10_000_000_000;

    public static VolumeSpace Of(string path)
    {
        DriveInfo drive = new(path);
        return new VolumeSpace(drive.TotalSize, drive.AvailableFreeSpace);
    }

    public long Reserve(long? asked) => asked ?? Math.Min(DefaultReserveBytes, TotalBytes / 20);
}
