using Nvr.Core;
using Nvr.Core.Time;
using Nvr.Storage.Disk;

namespace Nvr.Storage.Pictures;

/// <summary>
/// Pictures that were made once and may be wanted again, in files beside the footage. Everything on it can be made anew: a file that cannot be read, written or trusted is as good as
/// none, and nothing is ever synced. What was not wanted for the longest time goes first when a camera's day or the whole takes more than its room. Thread-safe; calls block on the disk and never fail.
/// </summary>
public sealed class PictureShelf(Func<PictureRoom> roomNow, TimeProvider time)
{
    /// <summary>Even an empty file takes as much of a disk.</summary>
    private const long LeastBytes = 4096;

    private static readonly TimeSpan RoomIsKnownFor = TimeSpan.FromSeconds(5);

    private readonly Lock gate = new();
    private readonly LinkedList<KeptPicture> byUse = new();
    private readonly Dictionary<string, LinkedListNode<KeptPicture>> kept = [];
    private readonly Dictionary<string, long> dayBytes = [];
    private PictureRoom room = new(null, 0, 0);
    private long roomAt;
    private long bytes;
    private bool hasLooked;

    /// <summary>All that is kept, as far as it counts against the room.</summary>
    public long Bytes
    {
        get
        {
            lock (gate)
            {
                LookAtRoom_NeedsLock();
                return bytes;
            }
        }
    }

    /// <summary>Whether anything that is put on it is kept.</summary>
    public bool IsOpen
    {
        get
        {
            lock (gate)
            {
                LookAtRoom_NeedsLock();
                return room.Folder is not null && room.Bytes > 0;
            }
        }
    }

    /// <summary>Whether there is a picture of that name, which may turn out to be damaged. Does not count as wanted.</summary>
    public bool Has(PictureName name) => Holds(name.Picture);

    /// <summary>The picture; null when it is not there, or damaged and gone now.</summary>
    public byte[]? Find(PictureName name)
    {
        string folder;
        lock (gate)
        {
            LookAtRoom_NeedsLock();
            if (room.Folder is null || !kept.TryGetValue(name.Picture, out LinkedListNode<KeptPicture>? found))
            {
                return null;
            }
            byUse.Remove(found);
            byUse.AddLast(found);
            folder = room.Folder;
        }
        byte[]? jpeg = Read(Path.Combine(folder, name.Picture));
        lock (gate)
        {
            if (jpeg is null && room.Folder == folder && kept.TryGetValue(name.Picture, out LinkedListNode<KeptPicture>? damaged))
            {
                Drop_NeedsLock(damaged.Value);
            }
        }
        return jpeg;
    }

    /// <summary>One caller at a time for one name.</summary>
    public void Put(PictureName name, ReadOnlySpan<byte> jpeg) => Put(name.Picture, name.Folder, PictureSeal.Close(jpeg));

    /// <summary>Whether <see cref="Mark"/> was called for it, as far as is remembered.</summary>
    public bool IsMarked(PictureName name) => Holds(name.Mark);

    /// <summary>Remembers that there is no picture to be had.</summary>
    public void Mark(PictureName name) => Put(name.Mark, name.Folder, []);

    /// <summary>Drops what no longer has footage: footage that is gone shall not be seen in pictures of it either.</summary>
    /// <param name="spanUs">How long after the moment in its name a picture may show.</param>
    /// <param name="footageOf">The stretches with footage of a camera in a range, of any stream.</param>
    public void Sweep(long spanUs, Func<CameraId, UtcRange, IReadOnlyList<UtcRange>> footageOf)
    {
        KeptPicture[] all;
        lock (gate)
        {
            LookAtRoom_NeedsLock();
            all = [.. byUse];
        }
        foreach (IGrouping<string, KeptPicture> day in all.GroupBy(k => k.Folder))
        {
            KeptPicture[] gone = [.. Stale(day, spanUs, footageOf)];
            lock (gate)
            {
                foreach (KeptPicture picture in gone.Where(g => kept.ContainsKey(g.Path)))
                {
                    Drop_NeedsLock(picture);
                }
            }
        }
    }

    private static IEnumerable<KeptPicture> Stale(IGrouping<string, KeptPicture> day, long spanUs, Func<CameraId, UtcRange, IReadOnlyList<UtcRange>> footageOf)
    {
        (KeptPicture Picture, UtcTime Time)[] pictures = [.. day.Select(p => (p, PictureName.TimeOf(p.Path)!.Value))];
        UtcRange whole = new(pictures.Min(p => p.Time), pictures.Max(p => p.Time).Plus(spanUs));
        IReadOnlyList<UtcRange> footage = CameraId.TryParse(Path.GetDirectoryName(day.Key), out CameraId camera) ? footageOf(camera, whole) : [];
        return pictures.Where(p => !footage.Any(f => f.Overlaps(new UtcRange(p.Time, p.Time.Plus(spanUs))))).Select(p => p.Picture);
    }

    private bool Holds(string path)
    {
        lock (gate)
        {
            LookAtRoom_NeedsLock();
            return kept.ContainsKey(path);
        }
    }

    private void Put(string path, string folder, byte[] content)
    {
        long counted = Math.Max(content.Length, LeastBytes);
        string? root;
        lock (gate)
        {
            LookAtRoom_NeedsLock();
            root = counted > room.CameraDayBytes || counted > room.Bytes ? null : room.Folder;
        }
        // A disk under load may take its time: meanwhile the shelf is open to others.
        if (root is null || !Write(root, Path.Combine(root, path), content))
        {
            return;
        }
        lock (gate)
        {
            if (room.Folder != root)
            {
                return;
            }
            Forget_NeedsLock(path);
            Remember_NeedsLock(new KeptPicture(path, folder, counted));
            while (dayBytes[folder] > room.CameraDayBytes)
            {
                Drop_NeedsLock(byUse.First(k => k.Folder == folder));
            }
            MakeRoom_NeedsLock();
        }
    }

    private void MakeRoom_NeedsLock()
    {
        while (bytes > room.Bytes && byUse.First is { } oldest)
        {
            Drop_NeedsLock(oldest.Value);
        }
    }

    /// <summary>The volume may have changed, with all that is on it.</summary>
    private void LookAtRoom_NeedsLock()
    {
        if (hasLooked && time.GetElapsedTime(roomAt) < RoomIsKnownFor)
        {
            return;
        }
        string? before = room.Folder;
        (room, roomAt) = (roomNow(), time.GetTimestamp());
        if (!hasLooked || before != room.Folder)
        {
            Load_NeedsLock();
        }
        hasLooked = true;
    }

    private void Load_NeedsLock()
    {
        byUse.Clear();
        kept.Clear();
        dayBytes.Clear();
        bytes = 0;
        foreach (FileInfo file in List(room.Folder))
        {
            string path = Path.GetRelativePath(room.Folder!, file.FullName);
            if (PictureName.TimeOf(path) is null)
            {
                Delete(file.FullName);
                continue;
            }
            Remember_NeedsLock(new KeptPicture(path, Path.GetDirectoryName(path)!, Math.Max(file.Length, LeastBytes)));
        }
    }

    private void Remember_NeedsLock(KeptPicture picture)
    {
        kept[picture.Path] = byUse.AddLast(picture);
        bytes += picture.Bytes;
        dayBytes[picture.Folder] = dayBytes.GetValueOrDefault(picture.Folder) + picture.Bytes;
    }

    private void Forget_NeedsLock(string path)
    {
        if (kept.Remove(path, out LinkedListNode<KeptPicture>? node))
        {
            byUse.Remove(node);
            bytes -= node.Value.Bytes;
            dayBytes[node.Value.Folder] -= node.Value.Bytes;
        }
    }

    private void Drop_NeedsLock(KeptPicture picture)
    {
        Forget_NeedsLock(picture.Path);
        Delete(Path.Combine(room.Folder!, picture.Path));
        if (dayBytes[picture.Folder] == 0)
        {
            dayBytes.Remove(picture.Folder);
            DeleteEmpty(Path.Combine(room.Folder!, picture.Folder));
        }
    }

    /// <summary>The one that was not wanted for longest comes first, as far as the disk knows.</summary>
    private static IReadOnlyList<FileInfo> List(string? folder)
    {
        try
        {
            return folder is null || !Directory.Exists(folder) ? []
                : [.. new DirectoryInfo(folder).EnumerateFiles("*", SearchOption.AllDirectories).OrderBy(f => f.LastWriteTimeUtc)];
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    private static byte[]? Read(string path)
    {
        try
        {
            return PictureSeal.Open(File.ReadAllBytes(path));
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>Only where the volume's marker is: a disk may have been pulled out a moment ago, and its place belongs to the system's then.</summary>
    private static bool Write(string root, string path, byte[] content)
    {
        string unfinished = path + ".new";
        try
        {
            if (!File.Exists(Path.Combine(Path.GetDirectoryName(root)!, VolumeMarker.FileName)))
            {
                return false;
            }
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllBytes(unfinished, content);
            File.Move(unfinished, path, overwrite: true);
            return true;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            Delete(unfinished);
            return false;
        }
    }

    private static void Delete(string path)
    {
        try
        {
            File.Delete(path);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            // A disk that deletes nothing takes nothing new either; at the next start the file is found again.
        }
    }

    private static void DeleteEmpty(string folder)
    {
        try
        {
            Directory.Delete(folder);
        }
        catch (IOException)
        {
            // Something else lies in it.
        }
    }
}
