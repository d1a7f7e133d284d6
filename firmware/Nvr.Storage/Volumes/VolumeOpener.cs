using Microsoft.Data.Sqlite;
using Nvr.Core;
using Nvr.Core.Health;
using Nvr.Storage.Disk;
using Nvr.Storage.Index;

namespace Nvr.Storage.Volumes;

/// <summary>Opens volumes: proves that the right disk is there, takes its lock, and gets an index that can be used at once, whatever became of the old one.</summary>
internal static class VolumeOpener
{
    /// <summary>How the index was found.</summary>
    /// <param name="Volume">Opened, not yet started.</param>
    /// <param name="Rebuild">Whether rows are to be made from the files in the background.</param>
    public readonly record struct Opened(Volume Volume, bool Rebuild);

    /// <summary>Throws <see cref="NvrException"/> in words when there is no volume to open.</summary>
    public static Opened Open(VolumeOptions options, Guid? expectedId, VolumeContext context)
    {
        try
        {
            VolumeMarker marker = VolumeMarker.Require(options with { ExpectedId = expectedId });
            FileLock held = FileLock.Take(Path.Combine(options.Path, VolumeMarker.VolumeLockName), $"The footage in {options.Path}");
            try
            {
                return OpenLocked(options, context, marker, held);
            }
            catch
            {
                held.Dispose();
                throw;
            }
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or SqliteException)
        {
            throw new NvrException(ErrorKind.Storage, $"The disk at {options.Path} cannot be used: {failure.Message}", failure);
        }
    }

    private static Opened OpenLocked(VolumeOptions options, VolumeContext context, VolumeMarker marker, FileLock held)
    {
        VolumeSite site = new(options.Path, marker) { IsVolatile = options.IsVolatile };
        new Ballast(options.Path).Settle(VolumeSpace.Of(options.Path).FreeBytes);
        IndexFile file = new(options.Path);
        bool fresh = PutDamagedAside(file, context);
        IndexSession session = new(file.Path, context.Timeline);
        try
        {
            using ReadSession reader = new(file.Path, file.Generation);
            context.Timeline.Merge(reader.Boots());
            long highestFile = site.Folders.HighestFile();
            site.StartIdsAfter(Math.Max(reader.HighestId(), highestFile));
            context.Holds.Join(site);
            bool rebuild = (fresh && highestFile > 0) || reader.HasMeta(IndexMeta.Rebuilding);
            return new Opened(new Volume(context, options, site, held, file, session), rebuild);
        }
        catch
        {
            session.Dispose();
            throw;
        }
    }

    /// <summary>True when there is no index to go on with: none, or a damaged one that was moved aside.</summary>
    private static bool PutDamagedAside(IndexFile file, VolumeContext context)
    {
        if (!file.Exists)
        {
            file.SetAside();
            return true;
        }
        try
        {
            using IndexSession session = new(file.Path, context.Timeline);
            using ReadSession reader = new(file.Path, file.Generation);
            string? damage = file.IsSmall ? reader.FindDamage() : null;
            if (damage is null)
            {
                reader.Boots();
                return false;
            }
            context.Journal?.Invoke(HealthLevel.Attention, $"The index {file.Path} is damaged: {damage}");
        }
        catch (Exception failure) when (failure is FormatException or InvalidCastException || (failure is SqliteException sqlite && IndexFile.IsDamageAtOpening(sqlite)))
        {
            context.Journal?.Invoke(HealthLevel.Attention, $"The index {file.Path} is damaged: {failure.Message}");
        }
        catch (NvrException other) when (other.Kind == ErrorKind.Unsupported)
        {
            // A newer system was here and did not stay: its index is of no use now, and recording cannot wait for it to come back.
            context.Journal?.Invoke(HealthLevel.Attention, $"The index {file.Path} cannot be used: {other.Message}");
        }
        string aside = file.SetAside();
        context.Journal?.Invoke(HealthLevel.Attention, $"It was kept as {aside}; recording starts with a new one, and the recordings on the disk are being indexed again.");
        return true;
    }
}
