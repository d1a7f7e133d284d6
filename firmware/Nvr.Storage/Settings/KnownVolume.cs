using System.Text.Json.Serialization;

namespace Nvr.Storage.Settings;

/// <summary>
/// Which volume a box records to, kept with its settings: where the footage directory is a mount point and its disk is missing, or another one is
/// mounted, the bare directory must not be taken for a new volume. Called while the program starts.
/// </summary>
public static class KnownVolume
{
    internal const string FileName = "volume.json";

    /// <summary>The volume that the box has used before; null on a new box, or where nobody can read which one it was.</summary>
    public static Guid? Find(DataDirectory data) => FileIn(data).Read()?.Id;

    /// <summary>Notes the volume that the store opened. Failures are <see cref="Core.NvrException"/> (Storage).</summary>
    public static void Remember(DataDirectory data, FootageStore store)
    {
        if (Find(data) is null && store.ListVolumes()[0].Id is { } found && found != Guid.Empty)
        {
            FileIn(data).Write(new KnownVolumeDocument(found));
        }
    }

    /// <summary>The volume whose footage lies in a directory, whoever recorded it; null where there is none, or nobody can read which.</summary>
    public static Guid? At(string path) => Disk.VolumeMarker.Look(path);

    private static SettingsFile<KnownVolumeDocument> FileIn(DataDirectory data) => new(data.SettingsFile(FileName), KnownVolumeJson.Default.KnownVolumeDocument);
}

/// <summary>The content of the settings file.</summary>
internal sealed record KnownVolumeDocument(Guid Id);

/// <summary>Source-generated JSON of it.</summary>
[JsonSerializable(typeof(KnownVolumeDocument))]
[JsonSourceGenerationOptions(WriteIndented = true)]
internal sealed partial class KnownVolumeJson : JsonSerializerContext;
