using Nvr.Core;
using Nvr.Storage.Disk;

namespace Nvr.Storage.Settings;

/// <summary>
/// The box's own network back to what it is without settings (an address by DHCP), for an owner who cannot reach it any more. The settings are those of one file, <see cref="FileName"/>; whoever holds them in
/// memory has to be told afterwards.
/// </summary>
public static class NetworkReset
{
    public const string FileName = "network.json";

    /// <summary>Durable when it returns; throws <see cref="NvrException"/> (Storage) where the file cannot be removed.</summary>
    /// <returns>Whether there were settings.</returns>
    public static bool Run(DataDirectory data)
    {
        string file = data.SettingsFile(FileName);
        bool had = File.Exists(file);
        try
        {
            // The copy before it first: alone it would be taken for the settings.
            Durable.Unlink(file + ".previous");
            Durable.Unlink(file);
            Durable.SyncDirectory(data.SettingsPath);
            return had;
        }
        catch (IOException failure)
        {
            throw new NvrException(ErrorKind.Storage, $"The network settings cannot be reset: {failure.Message}", failure);
        }
    }
}
