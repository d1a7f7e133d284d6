using Nvr.Storage;

namespace Nvr.Appliance.Disks;

/// <summary>
/// The last resort: a directory in memory that keeps the newest minutes while no disk takes footage. Only ever on a tmpfs, so that nothing goes to the system's own disk. Used by one task.
/// </summary>
internal sealed class MemoryRing
{
    /// <summary>Eight cameras at 4 Mbit/s fill this in half a minute; a box has a gigabyte or two in all.</summary>
    private const long MostBytes = 128L << 20;

    /// <summary>What else lives in that memory needs some of it too.</summary>
    private const int Share = 4;

    private readonly string path;
    private bool isMade;

    public MemoryRing()
        : this(Environment.GetEnvironmentVariable("RUNTIME_DIRECTORY") is { Length: > 0 } given ? given.Split(':')[0] : $"/dev/shm/nvrd-{Environment.ProcessId}")
    {
    }

    private MemoryRing(string root) => path = Path.Combine(root, "ring");

    /// <summary>The directory as a volume, empty when it is first asked for; null where there is no such memory.</summary>
    public VolumeOptions? Prepare()
    {
        try
        {
            if (!isMade && Directory.Exists(path))
            {
                Directory.Delete(path, recursive: true);
            }
            isMade = true;
            Directory.CreateDirectory(path);
            var drive = new DriveInfo(path);
            return drive.DriveFormat == "tmpfs" ? new VolumeOptions(path) { ReserveBytes = drive.TotalSize - Math.Min(MostBytes, drive.TotalSize / Share) } : null;
        }
        catch (Exception unusable) when (unusable is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>Gives the memory back.</summary>
    public void Drop()
    {
        if (!isMade)
        {
            return;
        }
        isMade = false;
        try
        {
            Directory.Delete(path, recursive: true);
        }
        catch (Exception unusable) when (unusable is IOException or UnauthorizedAccessException)
        {
            // It goes when the box restarts.
        }
    }
}
