using System.Net.NetworkInformation;
using Nvr.Adoption.Devices;
using Nvr.Adoption.Diagnosing;
using Nvr.Core;
using Nvr.Onvif;
using Nvr.Onvif.Device;

namespace Nvr.Adoption.Adopting;

/// <summary>
/// One visit to one device: who it is, whether it lets us in, and, where that is wanted, its cameras. Leaves in the case what came of it and when
/// to come again. Stateless; failures of the device are thrown for the caller to count.
/// </summary>
internal sealed class DeviceVisit(AdoptionRoom room, RtspVisit rtsp)
{
    private readonly OnvifDoor entrance = new(room);
    private readonly OnvifOutfit outfit = new(room);
    private readonly CameraEntry entry = new(room);

    /// <summary>The caller holds the case's turn. Returns another device's id when this one turned out to be that.</summary>
    public async Task<DeviceId> RunAsync(DeviceCase visit, CancellationToken cancellation)
    {
        visit.DueUs = DeviceCase.Never;
        if (room.Book.Find(visit.Id) is not { State: not DeviceState.Ignored } device)
        {
            return visit.Id;
        }
        device = await FindPlugAsync(visit, device, cancellation);
        bool mayEnter = device.HasCameras || MayEnter(visit, device);
        using OpenedDoor door = await entrance.OpenAsync(visit, device, mayEnter, cancellation);
        if (door.Onvif == ServiceAnswer.None)
        {
            await rtsp.RunAsync(visit, device, mayEnter, cancellation);
            return visit.Id;
        }
        if (door.Camera is { } camera)
        {
            device = await IdentifyAsync(visit, device, camera, cancellation);
        }
        if (device.DeviceId != visit.Id)
        {
            return device.DeviceId;
        }
        if (!mayEnter)
        {
            visit.Words = AdoptionWords.Waiting(device, door.SignIn);
        }
        else if (door.SignIn != SignIn.Accepted)
        {
            AskForPassword(visit, device, door.SignIn);
        }
        else if (!IsHeldBack(visit, device))
        {
            await TakeInAsync(visit, device, door, cancellation);
        }
        return visit.Id;
    }

    /// <summary>Undoes what was changed on the device. Conflict when it does not let us in; other failures are the device's.</summary>
    public async Task RevertAsync(DeviceCase visit, DeviceRecord device, CancellationToken cancellation)
    {
        using OpenedDoor door = await entrance.OpenAsync(visit, device, mayEnter: true, cancellation);
        if (door.Onvif == ServiceAnswer.None)
        {
            throw new NvrException(ErrorKind.Unreachable, $"{DeviceName.Of(device)} does not answer. Check its power and its cable.");
        }
        if (door.Offer is null)
        {
            // Not as Unauthorised: that is about who asks the recorder, not about what the recorder asks.
            throw new NvrException(ErrorKind.Conflict, AdoptionWords.Password(device, door.SignIn).Sentence);
        }
        await outfit.RevertAsync(device, door.Camera!, door.Offer, cancellation);
    }

    public bool MayEnter(DeviceCase visit, DeviceRecord device) =>
        visit.Confirmed || Decide(device) == AdoptionDecision.Automatic;

    /// <summary>What the policy says of its place; where each device waits for a person, nothing is automatic.</summary>
    public AdoptionDecision Decide(DeviceRecord device) => room.Options.Policy.Decide(device.Address, device.Interface) switch
    {
        AdoptionDecision.Automatic when room.Options.Mode != AdoptionMode.Auto => AdoptionDecision.Confirm,
        var decision => decision,
    };

    /// <summary>Notes that a password is needed. It is asked for once: nothing is tried again before somebody enters one.</summary>
    private void AskForPassword(DeviceCase visit, DeviceRecord device, SignIn signIn)
    {
        room.Book.Tell(visit.Id, DeviceNews.PasswordNeeded);
        visit.Given = null;
        visit.Words = AdoptionWords.Password(device, signIn);
        if (signIn == SignIn.HeldBack)
        {
            visit.DueUs = room.Clock.MonotonicUs + (long)room.Guard.WaitFor(visit.Id.ToString()).TotalMicroseconds;
        }
    }

    /// <summary>A device in the place of one that is gone waits a while for a person to say whether it is its successor.</summary>
    private bool IsHeldBack(DeviceCase visit, DeviceRecord device)
    {
        ReplacementOffer? offer = visit.Confirmed || device.HasCameras ? null : room.Book.Offers().FirstOrDefault(o => o.Newcomer.Id == device.Id);
        if (offer is null)
        {
            return false;
        }
        visit.HeldSinceUs = visit.HeldSinceUs == 0 ? room.Clock.MonotonicUs : visit.HeldSinceUs;
        long untilUs = visit.HeldSinceUs + (long)room.Options.ReplacementPatience.TotalMicroseconds;
        visit.Words = AdoptionWords.Replacement(device, offer);
        visit.DueUs = untilUs;
        return room.Clock.MonotonicUs < untilUs;
    }

    private async Task TakeInAsync(DeviceCase visit, DeviceRecord device, OpenedDoor door, CancellationToken cancellation)
    {
        visit.DueUs = DeviceCase.Never;
        bool isHeir = visit.Replaces is not null;
        if (!device.HasCameras)
        {
            await outfit.PrepareAsync(visit.Id, door.Camera!, door.Offer!, cancellation);
        }
        IReadOnlyList<FoundSource> sources = await OnvifOutfit.SourcesAsync(door.Offer!, cancellation);
        if (door.Account is { } account)
        {
            device = room.Book.SetCredentials(visit.Id, account.UserName, account.Password);
        }
        if (isHeir)
        {
            entry.Inherit(room.Book.Replace(visit.Id, visit.Replaces!.Value), sources, door.Account);
        }
        else
        {
            entry.Refresh(device, sources, door.Account);
            if (!device.HasCameras || visit.Confirmed)
            {
                entry.Enter(device, sources, door.Account);
            }
        }
        TellRates(room.Book.Tell(visit.Id, DeviceNews.SetUp), sources);
        visit.Settle();
    }

    private void TellRates(DeviceRecord device, IReadOnlyList<FoundSource> sources)
    {
        foreach (DeviceSource source in device.Sources)
        {
            room.Network.Tell(source.CameraId, sources.FirstOrDefault(s => s.Token == source.Token)?.FrameRate);
        }
    }

    /// <summary>Where it is plugged in, by the MAC on the wire: known before it says anything, so that it may be the successor of who was there.</summary>
    private async Task<DeviceRecord> FindPlugAsync(DeviceCase visit, DeviceRecord device, CancellationToken cancellation)
    {
        if (visit.Seen is not { Mac: { } mac } seen || await room.Options.PortOf(mac, cancellation) is not { } port || port == device.Port)
        {
            return device;
        }
        SightingResult result = room.Book.Sight(DeviceSighting.Of(seen, port: port) with { Mac = null });
        return result.Device.Id == device.Id ? result.Device : device;
    }

    /// <summary>Asks who the device is; the book may know it under another id, and then the entry that discovery made is dropped.</summary>
    private async Task<DeviceRecord> IdentifyAsync(DeviceCase visit, DeviceRecord device, OnvifCamera camera, CancellationToken cancellation)
    {
        DeviceIdentity? identity = await OrNullAsync(camera.Device.IdentityAsync(cancellation));
        PhysicalAddress? claimed = await OrNullAsync(camera.Device.MacAsync(device.Address, cancellation));
        PhysicalAddress? mac = MacOf(device, identity, claimed, visit.Seen?.Mac);
        string? port = mac is null ? null : await room.Options.PortOf(mac, cancellation);
        DeviceSighting seen = visit.Seen is { } found
            ? DeviceSighting.Of(found, identity, port)
            : new DeviceSighting { Address = device.Address, Serial = identity?.SerialNumber, Maker = identity?.Manufacturer, Model = identity?.Model };
        SightingResult result = room.Book.Sight(seen with { Mac = mac });
        if (result.Device.Id != device.Id && !device.HasCameras)
        {
            room.Book.Forget(visit.Id);
        }
        return result.Device;
    }

    /// <summary>
    /// What the device says, unless another device says the same and has another serial number; else what the network says, unless several devices
    /// are behind that address, as with a recorder whose channels announce themselves.
    /// </summary>
    private PhysicalAddress? MacOf(DeviceRecord device, DeviceIdentity? identity, PhysicalAddress? claimed, PhysicalAddress? onWire)
    {
        DeviceRecord[] others = [.. room.Book.List().Where(d => d.Id != device.Id)];
        string? serial = identity?.SerialNumber is { Length: > 0 } told ? told : null;
        bool isDoubtful = claimed is not null && serial is not null && others.Any(d => claimed.Equals(d.Mac) && d.Serial is not null && d.Serial != serial);
        return claimed is not null && !isDoubtful ? claimed
            : others.Any(d => d.Address.Equals(device.Address) || (onWire is not null && onWire.Equals(d.Mac))) ? null
            : onWire;
    }

    private static async Task<T?> OrNullAsync<T>(Task<T> question)
        where T : class?
    {
        try
        {
            return await question;
        }
        catch (NvrException e) when (e.Kind is not ErrorKind.Unreachable)
        {
            return null;
        }
    }
}
