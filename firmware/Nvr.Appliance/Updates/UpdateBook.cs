using Nvr.Core;
using Nvr.Core.Health;
using Nvr.Storage.Disk;
using Nvr.Storage.Settings;

namespace Nvr.Appliance.Updates;

/// <summary>The last update, kept with the settings; how it ended stands in the health until somebody has seen it. Thread-safe; changes block on the disk and throw Storage when it does not take them.</summary>
internal sealed class UpdateBook
{
    public const string Name = "update.json";

    private readonly SettingsFile<RememberedUpdate> file;
    private readonly HealthBoard health;
    private readonly Lock gate = new();
    private volatile RememberedUpdate? current;

    private UpdateBook(SettingsFile<RememberedUpdate> file, HealthBoard health)
    {
        (this.file, this.health) = (file, health);
        current = file.Read();
        Tell_NeedsLock();
    }

    /// <summary>Null where none was ever installed, or nobody can read which.</summary>
    public RememberedUpdate? Current => current;

    public static UpdateBook Open(DataDirectory data, HealthBoard health) => new(new SettingsFile<RememberedUpdate>(data.SettingsFile(Name), RememberedUpdateJson.Default.RememberedUpdate), health);

    /// <summary>Nothing is written where nothing changes, or there is no update.</summary>
    public void Change(Func<RememberedUpdate, RememberedUpdate> change)
    {
        lock (gate)
        {
            if (current is { } now && change(now) is var changed && changed != now)
            {
                Put_NeedsLock(changed);
            }
        }
    }

    /// <summary>Null forgets.</summary>
    public void Put(RememberedUpdate? update)
    {
        lock (gate)
        {
            Put_NeedsLock(update);
        }
    }

    private void Put_NeedsLock(RememberedUpdate? update)
    {
        if (update is not null)
        {
            file.Write(update);
        }
        else
        {
            Forget_NeedsLock();
        }
        current = update;
        Tell_NeedsLock();
    }

    private void Tell_NeedsLock()
    {
        if (UpdateWords.HealthOf(current) is { } item)
        {
            health.Report(item);
        }
        else
        {
            health.Forget(UpdateWords.Part);
        }
    }

    private void Forget_NeedsLock()
    {
        try
        {
            // The copy before it first: alone it would be taken for the last update.
            Durable.Unlink(file.FilePath + ".previous");
            Durable.Unlink(file.FilePath);
            Durable.SyncDirectory(Path.GetDirectoryName(file.FilePath)!);
        }
        catch (IOException failure)
        {
            throw new NvrException(ErrorKind.Storage, $"The settings in {file.FilePath} could not be saved: {failure.Message} The old settings are still in force.", failure);
        }
    }
}
