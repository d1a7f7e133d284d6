namespace Nvr.Storage.Pictures;

/// <summary>Where pictures may be kept, and how much of them. Immutable.</summary>
/// <param name="Folder">In the directory of a volume with footage, or null where there is none.</param>
/// <param name="Bytes">Of all cameras together.</param>
/// <param name="CameraDayBytes">Of one camera and one day in UTC.</param>
public sealed record PictureRoom(string? Folder, long Bytes, long CameraDayBytes)
{
    private const long MostBytes = 8L << 30;
    private const int ShareOfVolume = 100;

    /// <summary>A day of sheets at 90 pixels takes 44 to 62 MB where the picture is noisy (docs/decisions/0037-pictures.md).</summary>
    private const long UsualCameraDayBytes = 64L << 20;

    /// <summary>
    /// A hundredth of the first volume that takes footage. Nothing more is put there while less than half of what the recorder wants to keep free is: then room is wanted for footage.
    /// </summary>
    public static PictureRoom On(IReadOnlyList<VolumeStatus> volumes)
    {
        VolumeStatus? volume = volumes.FirstOrDefault(v => v.Problem is null);
        long bytes = volume is null || volume.FreeBytes < volume.ReserveBytes / 2 ? 0 : Math.Min(MostBytes, volume.TotalBytes / ShareOfVolume);
        return new PictureRoom(volume is null ? null : Path.Combine(volume.Path, "pictures"), bytes, UsualCameraDayBytes);
    }
}
