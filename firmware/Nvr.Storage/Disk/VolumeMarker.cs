using System.Text.Json;
using System.Text.Json.Serialization;
using Nvr.Core;
using Nvr.Storage.Settings;

namespace Nvr.Storage.Disk;

/// <summary>What <c>volume.json</c> says: which volume this is. A directory without it is no volume, and nothing is written to it.</summary>
internal sealed record VolumeMarker(Guid Id, int FormatVersion)
{
    public const string FileName = "volume.json";

    private const int Version = 1;

    /// <summary>Many times what it ever holds.</summary>
    private const int LargestBytes = 4096;

    // What a new file system or an earlier attempt may have left in an otherwise empty directory.
    private static readonly string[] Harmless = ["lost+found", FileName + ".new", VolumeLockName];

    public const string VolumeLockName = "footage.lock";

    /// <summary>Reads the marker, or makes it in an empty directory where that is allowed. Throws Storage in words otherwise.</summary>
    public static VolumeMarker Require(VolumeOptions options)
    {
        SettingsFile<VolumeMarker> file = FileIn(options.Path);
        VolumeMarker marker = (Directory.Exists(options.Path) ? file.Read() : null) ?? Create(options, file);
        if (options.ExpectedId is { } expected && marker.Id != expected)
        {
            throw new NvrException(
                ErrorKind.Storage, $"Another disk than the recorder's own is mounted at {options.Path}. Connect the right one, or add this one as new.");
        }
        return marker.FormatVersion == Version
            ? marker
            : throw new NvrException(ErrorKind.Unsupported, $"The footage in {options.Path} was written by another version of nvrd.");
    }

    /// <summary>The marker of a directory that is a volume already; null when it is none.</summary>
    public static VolumeMarker? Read(string path) => Directory.Exists(path) ? FileIn(path).Read() : null;

    /// <summary>Whether this volume, and no other, is there just now. Only looks: a marker that cannot be read counts as none.</summary>
    public static bool IsAt(string path, Guid id) => Look(path) == id;

    /// <summary>Which volume is there just now; null for none. Only looks: what cannot be read stays as it is.</summary>
    public static Guid? Look(string path)
    {
        try
        {
            // On what a stranger plugged in it may be a link to anywhere, a pipe that nobody writes to, or larger than memory.
            if (new FileInfo(Path.Combine(path, FileName)) is not { Exists: true, LinkTarget: null, Length: > 0 and <= LargestBytes })
            {
                return null;
            }
            return JsonSerializer.Deserialize(File.ReadAllBytes(Path.Combine(path, FileName)), StorageJson.Default.VolumeMarker)?.Id;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or JsonException)
        {
            return null;
        }
    }

    private static VolumeMarker Create(VolumeOptions options, SettingsFile<VolumeMarker> file)
    {
        if (options.ExpectedId is not null || !options.Initialise)
        {
            throw new NvrException(
                ErrorKind.Storage, $"The disk for {options.Path} is not mounted. Check its cable and power; recording resumes when it is back."
                + (options.Initialise ? " To begin anew in an empty directory instead, delete settings/volume.json and start nvrd again." : ""));
        }
        if (Directory.Exists(options.Path) && Directory.EnumerateFileSystemEntries(options.Path).Any(e => !Harmless.Contains(Path.GetFileName(e))))
        {
            throw new NvrException(
                ErrorKind.Storage, $"{options.Path} holds files that are not footage of this recorder. Choose an empty directory.");
        }
        Durable.CreateDirectory(options.Path);
        VolumeMarker marker = new(Guid.NewGuid(), Version);

        // Twice, so that there is a second copy from the start: a volume whose marker is unreadable would not be written to.
        file.Write(marker);
        file.Write(marker);
        return marker;
    }

    private static SettingsFile<VolumeMarker> FileIn(string path) => new(Path.Combine(path, FileName), StorageJson.Default.VolumeMarker);
}

/// <summary>Source-generated JSON of what storage keeps in files.</summary>
[JsonSerializable(typeof(VolumeMarker))]
[JsonSerializable(typeof(Retention.HoldDocument))]
[JsonSourceGenerationOptions(WriteIndented = true, RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true)]
internal sealed partial class StorageJson : JsonSerializerContext;
