using System.Globalization;
using Microsoft.Win32.SafeHandles;
using Nvr.Core;
using Nvr.Storage.Disk;
using Nvr.Storage.Volumes;

namespace Nvr.Storage.Events;

/// <summary>
/// The events of a volume as text files, <c>events/NNNNNNNNNN.log</c>: append-only, each line with its checksum, so that an index can be made again from
/// them. A process begins a file of its own and never changes an older one. Appending belongs to one thread; reading is thread-safe. Failures are
/// IOException, or Storage when the volume is not mounted.
/// </summary>
internal sealed class EventLog(VolumeSite site) : IDisposable
{
    private const long RollBytes = 1 << 20;
    private const int MaxLineBytes = 1 << 18;

    private readonly string folder = Path.Combine(site.Path, "events");
    private SafeFileHandle? file;
    private long fileNumber;
    private long length;
    private long lastNumber;

    /// <summary>The file that is being written; 0 before the first event.</summary>
    public long CurrentFile => Interlocked.Read(ref fileNumber);

    /// <summary>Numbers go on above the highest that was ever seen.</summary>
    public void StartNumbersAfter(long highest) => lastNumber = Math.Max(lastNumber, highest);

    public long NextNumber() => ++lastNumber;

    /// <summary>Numbers of the files, in order. A file's lines have numbers from its own on, but for ends of earlier events.</summary>
    public IReadOnlyList<long> ListFiles() => Directory.Exists(folder)
        ? [.. Directory.EnumerateFiles(folder, "*.log").Select(ParseName).Where(n => n > 0).Order()]
        : [];

    public string PathOf(long number) => Path.Combine(folder, number.ToString("D10", CultureInfo.InvariantCulture) + ".log");

    public long BytesOf(long number) => new FileInfo(PathOf(number)) is { Exists: true } info ? info.Length : 0;

    /// <summary>Makes sure that there is a file to append to. Before numbers are given out: a file's number is below those of its events.</summary>
    public void Open()
    {
        if (!site.IsMounted)
        {
            throw new NvrException(ErrorKind.Storage, $"The disk at {site.Path} is no longer mounted.");
        }
        if (file is not null && length < RollBytes)
        {
            return;
        }
        Dispose();
        Durable.CreateDirectory(folder);
        long number = NextNumber();
        SafeFileHandle created = File.OpenHandle(PathOf(number), FileMode.CreateNew, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete);
        try
        {
            Durable.SyncDirectory(folder);
        }
        catch
        {
            created.Dispose();
            throw;
        }
        file = created;
        length = 0;
        Interlocked.Exchange(ref fileNumber, number);
    }

    /// <summary>Writes lines and makes them durable; returns where each is. After a failure nothing of them counts.</summary>
    public IReadOnlyList<EventLogPlace> Append(IReadOnlyList<EventLogRecord> records)
    {
        Open();
        long before = length;
        try
        {
            List<EventLogPlace> places = [];
            List<ReadOnlyMemory<byte>> lines = [];
            foreach (EventLogRecord record in records)
            {
                places.Add(new EventLogPlace(fileNumber, length));
                lines.Add(EventLogLine.Write(record));
                length += lines[^1].Length;
            }
            RandomAccess.Write(file!, lines, before);
            Durable.SyncData(file!, PathOf(fileNumber));
            return places;
        }
        catch
        {
            Abandon(before);
            throw;
        }
    }

    /// <summary>The line at a place; null when it is gone or damaged.</summary>
    public EventLogRecord? Read(EventLogPlace place)
    {
        string path = PathOf(place.File);
        if (!File.Exists(path))
        {
            return null;
        }
        using SafeFileHandle opened = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        byte[] line = new byte[(int)Math.Clamp(RandomAccess.GetLength(opened) - place.Offset, 0, MaxLineBytes)];
        int read = RandomAccess.Read(opened, line, place.Offset);
        int end = line.AsSpan(0, read).IndexOf((byte)'\n');
        return end < 0 ? null : EventLogLine.Read(line.AsSpan(0, end));
    }

    /// <summary>All whole lines of a file, in order, and how many are damaged.</summary>
    public (IReadOnlyList<(EventLogRecord Record, EventLogPlace Place)> Lines, int Damaged) ReadAll(long number)
    {
        byte[] content = File.ReadAllBytes(PathOf(number));
        List<(EventLogRecord, EventLogPlace)> found = [];
        int damaged = 0;
        for (int at = 0; at < content.Length;)
        {
            int end = content.AsSpan(at).IndexOf((byte)'\n');
            int next = end < 0 ? content.Length : at + end + 1;
            if (end >= 0 && EventLogLine.Read(content.AsSpan(at, end)) is { } record)
            {
                found.Add((record, new EventLogPlace(number, at)));
            }
            else
            {
                damaged++;
            }
            at = next;
        }
        return (found, damaged);
    }

    /// <summary>Deletes a file that is not being written.</summary>
    public void Delete(long number) => Durable.Unlink(PathOf(number));

    public void Dispose()
    {
        file?.Dispose();
        file = null;
    }

    // The kernel may call the next sync of the same file a success: what follows goes to another one. What may have been written is cut off, or a
    // rebuild would find it beside its second writing.
    private void Abandon(long before)
    {
        try
        {
            RandomAccess.SetLength(file!, before);
        }
        catch (IOException)
        {
            // The disk is failing; a line too many is the lesser evil.
        }
        Dispose();
    }

    private static long ParseName(string path) =>
        long.TryParse(Path.GetFileNameWithoutExtension(path), NumberStyles.None, CultureInfo.InvariantCulture, out long number) ? number : -1;
}
