using Nvr.Appliance.Cargo;
using Nvr.Appliance.Disks;
using Nvr.Power.Keeping;
using Nvr.Recording.Cameras;
using Nvr.Storage.Settings;

namespace Nvr.Appliance.Updates;

/// <summary>
/// What the settings of a former system have to take over from those that a newer one left, as far as the former one can read it: cameras and volumes that were added meanwhile go on being recorded, ports that are dark are owed
/// their power. For the start, while nothing holds settings in memory.
/// </summary>
internal static class UpdateSettings
{
    public static void Join(DataDirectory data, string former)
    {
        CameraRegistry.KeepAdded(data, Path.Combine(former, CarriedSettings.Cameras));
        DiskBook.KeepAdded(data, Path.Combine(former, DiskBook.Name));
        PowerKeeper.KeepOwed(data, Path.Combine(former, CarriedSettings.Power));
    }
}
