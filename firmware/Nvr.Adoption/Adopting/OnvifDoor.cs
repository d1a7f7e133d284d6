using Nvr.Adoption.Devices;
using Nvr.Adoption.Diagnosing;
using Nvr.Core;
using Nvr.Onvif;
using Nvr.Onvif.Media;

namespace Nvr.Adoption.Adopting;

/// <summary>
/// Gets into a device by ONVIF: without a password where it needs none, after giving it an administrator where it has no user yet, else with what
/// was entered, what is known of this device, and the site's account, each once. Stateless; Unreachable and Protocol are thrown.
/// </summary>
internal sealed class OnvifDoor(AdoptionRoom room)
{
    /// <param name="visit">The device.</param>
    /// <param name="device">As the book has it.</param>
    /// <param name="mayEnter">False to ask only what anybody may ask.</param>
    /// <param name="cancellation">Ends it.</param>
    public async Task<OpenedDoor> OpenAsync(DeviceCase visit, DeviceRecord device, bool mayEnter, CancellationToken cancellation)
    {
        Uri address = AddressOf(visit, device);
        OnvifCamera? stranger = null;
        try
        {
            stranger = await ConnectAsync(device, address, null, false, cancellation);
            MediaOffer? free = await OfferOrNullAsync(stranger, cancellation);
            if (!mayEnter || (free is not null && !await TryWelcomeAsync(device, stranger, cancellation)))
            {
                return new OpenedDoor { Onvif = ServiceAnswer.Answers, SignIn = free is null ? SignIn.Missing : SignIn.Accepted, Camera = stranger, Offer = free };
            }
        }
        catch (NvrException) when (visit.Seen is not { XAddrs.Count: > 0 })
        {
            // Nobody said that it speaks ONVIF: whatever asks for a password there may be a router's page, and is not tried.
            stranger?.Dispose();
            return new OpenedDoor { Onvif = ServiceAnswer.None, SignIn = SignIn.Unknown };
        }
        catch (NvrException e) when (e.Kind == ErrorKind.Unauthorised)
        {
            // Some say nothing at all without a password, not even which services they have.
        }
        stranger?.Dispose();
        return mayEnter
            ? await SignInAsync(visit, device, address, cancellation)
            : new OpenedDoor { Onvif = ServiceAnswer.Answers, SignIn = SignIn.Missing };
    }

    private static Uri AddressOf(DeviceCase visit, DeviceRecord device) =>
        visit.Seen is { XAddrs.Count: > 0 } seen
            ? seen.XAddrs[0]
            : new UriBuilder(Uri.UriSchemeHttp, device.Address.ToString(), 80, OnvifTarget.UsualPath).Uri;

    private static async Task<MediaOffer?> OfferOrNullAsync(OnvifCamera camera, CancellationToken cancellation)
    {
        try
        {
            return await camera.OfferAsync(cancellation);
        }
        catch (NvrException e) when (e.Kind == ErrorKind.Unauthorised)
        {
            return null;
        }
    }

    /// <summary>True when the camera had no user and has the site's administrator now. Without a site account it stays as it is, and is recorded.</summary>
    private async Task<bool> TryWelcomeAsync(DeviceRecord device, OnvifCamera camera, CancellationToken cancellation)
    {
        if (room.Site.Account is not { } account)
        {
            return false;
        }
        try
        {
            if ((await camera.Device.UsersAsync(cancellation)).Count > 0)
            {
                return false;
            }
            await camera.Device.CreateAdministratorAsync(account.UserName, account.Password, cancellation);
            room.Book.SetCredentials(device.DeviceId, account.UserName, account.Password);
            return true;
        }
        catch (NvrException e) when (e.Kind != ErrorKind.Unreachable)
        {
            // It has users of which it says nothing, or does not take this one; it shows its pictures all the same.
            return false;
        }
    }

    private async Task<OpenedDoor> SignInAsync(DeviceCase visit, DeviceRecord device, Uri address, CancellationToken cancellation)
    {
        SignIn outcome = visit.Given is null ? SignIn.Missing : SignIn.Rejected;
        foreach (CameraAccount account in room.AccountsFor(visit, device))
        {
            if (!room.Guard.TryTake(visit.Id.ToString()))
            {
                return new OpenedDoor { Onvif = ServiceAnswer.Answers, SignIn = SignIn.HeldBack };
            }
            if (await TryAsync(visit, device, address, account, cancellation) is { } opened)
            {
                return opened;
            }
            visit.Reject(account);
            // Nobody entered the site's password for this device: what is missing is its own.
            outcome = account == room.Site.Account && account != visit.Given ? outcome : SignIn.Rejected;
        }
        return new OpenedDoor { Onvif = ServiceAnswer.Answers, SignIn = outcome };
    }

    /// <summary>Null when the account was rejected.</summary>
    private async Task<OpenedDoor?> TryAsync(DeviceCase visit, DeviceRecord device, Uri address, CameraAccount account, CancellationToken cancellation)
    {
        OnvifCamera? camera = null;
        try
        {
            // The certificate was pinned a moment ago, when nothing secret was said.
            DeviceRecord known = room.Book.Find(device.DeviceId) ?? device;
            bool isMeant = account == visit.Given;
            camera = await ConnectAsync(known, address, account, isMeant || (known.MayBeShownPassword && account.UserName == known.UserName), cancellation);
            MediaOffer offer = await camera.OfferAsync(cancellation);
            if (isMeant && camera.CertificateSha256 is not null)
            {
                room.Book.TrustPinned(device.DeviceId);
            }
            room.Guard.Succeeded(visit.Id.ToString());
            return new OpenedDoor { Onvif = ServiceAnswer.Answers, SignIn = SignIn.Accepted, Camera = camera, Offer = offer, Account = account };
        }
        catch (NvrException e) when (e.Kind == ErrorKind.Unauthorised)
        {
            camera?.Dispose();
            return null;
        }
        catch
        {
            room.Guard.GiveBack(visit.Id.ToString());
            camera?.Dispose();
            throw;
        }
    }

    private async Task<OnvifCamera> ConnectAsync(DeviceRecord device, Uri address, CameraAccount? account, bool mayShow, CancellationToken cancellation)
    {
        var target = new OnvifTarget(address, account?.UserName, account?.Password) { PinnedCertificateSha256 = device.PinnedCertificate, MayShowPassword = mayShow };
        OnvifCamera camera = await OnvifCamera.ConnectAsync(target, room.Options.Onvif, room.Clock, cancellation);
        if (device.PinnedCertificate is null && camera.CertificateSha256 is { } seen)
        {
            room.Book.Pin(device.DeviceId, seen);
        }
        return camera;
    }
}
