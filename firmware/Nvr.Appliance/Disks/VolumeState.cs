using Nvr.Board.Disks;

namespace Nvr.Appliance.Disks;

/// <summary>A volume of this box at one moment. Immutable.</summary>
/// <param name="Booked">What is remembered of it.</param>
/// <param name="Array">The array that it lies on; null when it lies on none, or the array is not there.</param>
/// <param name="Disk">The disk that it lies on, where that is a single one that is there.</param>
/// <param name="Condition">How it is; of a single disk the words of arrays that suit it.</param>
internal sealed record VolumeState(BookedVolume Booked, ArrayFacts? Array, DiskFacts? Disk, ArrayCondition Condition)
{
    /// <summary>The device with the file system; null when it is not there or does not run.</summary>
    public string? Device => Array?.Device ?? Disk?.Device;

    public FileSystemFacts? FileSystem => Array?.FileSystem ?? Disk?.FileSystem;

    public string? MountedAt => FileSystem?.MountedAt;

    /// <summary>Why the recorder cannot use it, in words, although the kernel shows it as mounted: since Linux 6.12 a file system that found itself damaged refuses everything and is still shown as writable.</summary>
    public string? Refusal { get; private init; }

    /// <summary>Whether footage is to go there; one that is refused just now is tried again and again.</summary>
    public bool IsWanted => MountedAt is not null && (Refusal is not null || VolumeOrder.TakesFootage(Condition));

    /// <summary>The same volume as the recorder finds it: a refusal counts where the kernel sees nothing wrong.</summary>
    public VolumeState RefusedWith(string? refusal) =>
        refusal is not null && MountedAt is not null && VolumeOrder.TakesFootage(Condition) ? this with { Condition = ArrayCondition.ReadOnly, Refusal = refusal } : this;

    /// <summary>From a reading; <paramref name="wasWholeSinceStart"/> as of <see cref="ArrayPast"/>.</summary>
    public static VolumeState Of(BookedVolume booked, DisksReading reading, bool wasWholeSinceStart)
    {
        if (booked.ArrayId is { } id)
        {
            ArrayFacts? array = reading.Arrays.FirstOrDefault(a => a.Id == id);
            return new VolumeState(booked, array, null, array is null ? ArrayCondition.Failed : ArrayJudge.Of(array, new ArrayPast(booked.WasWhole, wasWholeSinceStart)));
        }
        DiskFacts? disk = reading.Disks.FirstOrDefault(d => d.FileSystem?.Uuid == booked.FileSystemId);
        return new VolumeState(booked, null, disk, disk is null ? ArrayCondition.Failed : disk.FileSystem!.IsReadOnly ? ArrayCondition.ReadOnly : ArrayCondition.Clean);
    }
}
