using Nvr.Core;
using Nvr.Storage.Disk;

namespace Nvr.Storage.Volumes;

/// <summary>
/// The place that a volume's files lie in: its marker, its ids, and whether it can be written to just now. Thread-safe.
/// </summary>
internal sealed class VolumeSite(string path, VolumeMarker marker)
{
    // How long a volume that failed is passed over for new segments, if there is another.
    private const long AvoidMs = 15_000;

    private long lastId;
    private long failedAtTick = long.MinValue / 2;

    public string Path { get; } = path;

    public VolumeMarker Marker { get; } = marker;

    public SegmentFolders Folders { get; } = new(path);

    /// <summary>As of <see cref="VolumeOptions.IsVolatile"/>.</summary>
    public bool IsVolatile { get; init; }

    /// <summary>What is wrong with the volume, for the user; null while it takes footage.</summary>
    public string? Problem { get; private set; }

    /// <summary>Whether footage was made durable here since the start: what a green light needs.</summary>
    public bool HasWritten { get; private set; }

    /// <summary>Files from here on are told to the index by their writer, and to be left alone by everyone else.</summary>
    public long FirstOwnId { get; private set; } = long.MaxValue;

    /// <summary>Ids go on above the highest that was ever seen, in the index or as a file name.</summary>
    public void StartIdsAfter(long highestId)
    {
        lastId = highestId;
        FirstOwnId = highestId + 1;
    }

    /// <summary>After the loss of an index in use: rows of all files begun so far have to be made again.</summary>
    public void DisownFilesSoFar() => FirstOwnId = Interlocked.Read(ref lastId) + 1;

    public long NextId() => Interlocked.Increment(ref lastId);

    /// <summary>True while the volume itself is there; false when its mount was lost and the bare directory or another disk shows.</summary>
    public bool IsMounted => VolumeMarker.IsAt(Path, Marker.Id);

    /// <summary>The path for a new segment, its folder made. Throws Storage when the volume's marker is gone: nothing is written to a bare mount point.</summary>
    public string PrepareFolder(long id)
    {
        if (!IsMounted)
        {
            throw new NvrException(ErrorKind.Storage, $"The disk at {Path} is no longer mounted.");
        }
        Durable.CreateDirectory(System.IO.Path.Combine(Path, "segments"));
        Durable.CreateDirectory(Folders.Folder(id));
        return Folders.Path(id);
    }

    public void TryUnlink(long id)
    {
        try
        {
            Durable.Unlink(Folders.Path(id));
        }
        catch (DiskException)
        {
            // What is left is found by the comparison of files and rows.
        }
    }

    public void Failed(string problem)
    {
        Problem = problem;
        Interlocked.Exchange(ref failedAtTick, Environment.TickCount64);
    }

    public void Works()
    {
        Problem = null;
        HasWritten = true;
    }

    public bool IsAvoided => Problem is not null && Environment.TickCount64 - Interlocked.Read(ref failedAtTick) < AvoidMs;
}
