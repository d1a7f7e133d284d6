using Nvr.Adoption.Devices;
using Nvr.Adoption.Diagnosing;
using Nvr.Adoption.Paths;
using Nvr.Adoption.Timekeeping;
using Nvr.Core.Time;
using Nvr.Recording.Cameras;

namespace Nvr.Adoption.Adopting;

/// <summary>What every visit to a device needs.</summary>
internal sealed record AdoptionRoom(
    IDeviceBook Book, ICameraDirectory Cameras, SiteAccount Site, SignInGuard Guard, NetworkWatch Network, BoxClock Clock, AdoptionOptions Options)
{
    /// <summary>One for all visits: it remembers which cameras follow no time server.</summary>
    public CameraTimekeeper Keeper { get; } = new(Book, Options.Time, Clock);

    /// <summary>What may be tried on a device, the likeliest first: what a person entered, what it is known to take, the site's account.</summary>
    public IEnumerable<CameraAccount> AccountsFor(DeviceCase visit, DeviceRecord device)
    {
        CameraAccount? own = device.UserName is { } user && Book.PasswordOf(device.DeviceId) is { } password ? new CameraAccount(user, password) : null;
        CameraAccount?[] all = [visit.Given, own, Site.Account];
        return all.OfType<CameraAccount>().Distinct().Where(a => !visit.WasRejected(a));
    }
}
