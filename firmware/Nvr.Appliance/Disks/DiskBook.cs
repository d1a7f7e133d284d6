using System.Text.Json;
using System.Text.Json.Serialization;
using Nvr.Storage.Disk;
using Nvr.Storage.Settings;

namespace Nvr.Appliance.Disks;

/// <summary>The volumes in the bays, kept with the settings: in the order in which they were made. Thread-safe; changes block on the disk and throw Storage when it does not take them.</summary>
internal sealed class DiskBook
{
    public const string Name = "disks.json";

    private readonly SettingsFile<DiskBookDocument> file;
    private readonly Lock gate = new();
    private volatile IReadOnlyList<BookedVolume> volumes;

    private DiskBook(SettingsFile<DiskBookDocument> file)
    {
        this.file = file;
        volumes = file.Read()?.Volumes ?? [];
    }

    public IReadOnlyList<BookedVolume> Volumes => volumes;

    public static DiskBook Open(DataDirectory data) => new(new SettingsFile<DiskBookDocument>(data.SettingsFile(Name), DiskBookJson.Default.DiskBookDocument));

    /// <summary>
    /// In the settings alone, while no recorder runs: another book, which is to take the place of today's, gets the volumes of today that it does not know, so that they go on being recorded to. Nothing happens where it is not
    /// there. Failures are those of the file system.
    /// </summary>
    public static void KeepAdded(DataDirectory data, string otherFile)
    {
        if (!File.Exists(otherFile) || new SettingsFile<DiskBookDocument>(otherFile, DiskBookJson.Default.DiskBookDocument).Read() is not { } other)
        {
            return;
        }
        IEnumerable<BookedVolume> added = Open(data).Volumes.Where(v => other.Volumes.All(o => o.Id != v.Id));
        Durable.WriteFile(otherFile, JsonSerializer.SerializeToUtf8Bytes(new DiskBookDocument([.. other.Volumes, .. added]), DiskBookJson.Default.DiskBookDocument));
    }

    public void Add(BookedVolume volume)
    {
        lock (gate)
        {
            Store_NeedsLock([.. volumes, volume]);
        }
    }

    public void Remove(string id)
    {
        lock (gate)
        {
            Store_NeedsLock([.. volumes.Where(v => v.Id != id)]);
        }
    }

    /// <summary>Removes all others.</summary>
    public void Keep(IReadOnlySet<string> ids)
    {
        lock (gate)
        {
            Store_NeedsLock([.. volumes.Where(v => ids.Contains(v.Id))]);
        }
    }

    /// <summary>Changes what is remembered of one; nothing is written where nothing changes.</summary>
    public void Change(string id, Func<BookedVolume, BookedVolume> change)
    {
        lock (gate)
        {
            BookedVolume[] changed = [.. volumes.Select(v => v.Id == id ? change(v) : v)];
            if (!changed.Zip(volumes).All(pair => IsSame(pair.First, pair.Second)))
            {
                Store_NeedsLock(changed);
            }
        }
    }

    // Lists are compared by what they hold.
    private static bool IsSame(BookedVolume one, BookedVolume other) => one with { Bays = other.Bays } == other && one.Bays.SequenceEqual(other.Bays);

    private void Store_NeedsLock(IReadOnlyList<BookedVolume> now)
    {
        file.Write(new DiskBookDocument(now));
        volumes = now;
    }
}

/// <summary>The content of the settings file.</summary>
internal sealed record DiskBookDocument(IReadOnlyList<BookedVolume> Volumes);

/// <summary>Source-generated JSON of it.</summary>
[JsonSerializable(typeof(DiskBookDocument))]
[JsonSourceGenerationOptions(WriteIndented = true, RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true)]
internal sealed partial class DiskBookJson : JsonSerializerContext;
