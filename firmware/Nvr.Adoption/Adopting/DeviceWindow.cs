using Nvr.Adoption.Devices;
using Nvr.Adoption.Diagnosing;
using Nvr.Adoption.Paths;
using Nvr.Core;
using Nvr.Recording.Cameras;
using Nvr.Recording.Streams;

namespace Nvr.Adoption.Adopting;

/// <summary>
/// Finds what a device lets anybody see, before it is taken in: no password is tried and nothing is changed on it. Stateless; failures are told in
/// <see cref="NvrException"/>, a device that asks for a password as Conflict.
/// </summary>
internal sealed class DeviceWindow(AdoptionRoom room, RtspVisit rtsp)
{
    private readonly OnvifDoor entrance = new(room);

    /// <summary>The smaller stream of its first source. The caller holds the case's turn.</summary>
    public async Task<StreamAddress> FindAsync(DeviceCase visit, DeviceRecord device, CancellationToken cancellation)
    {
        using OpenedDoor door = await entrance.OpenAsync(visit, device, mayEnter: false, cancellation);
        Uri found = door switch
        {
            { Onvif: ServiceAnswer.None } => Found(await rtsp.LookAsync(visit, device, cancellation)),
            { Offer: { } offer } when (await OnvifOutfit.SourcesAsync(offer, cancellation))[0] is var first => first.Sub ?? first.Main,
            _ => throw Closed(),
        };
        // Whatever it says of other hosts: it is this device that is looked at.
        Uri url = new UriBuilder(found) { Host = device.Address.ToString(), UserName = "", Password = "" }.Uri;
        return new StreamAddress(url, null, null, CameraTransport.Auto, WantAudio: false, device.PinnedCertificate);
    }

    private static Uri Found(PathProbeResult result) => result.Outcome switch
    {
        PathProbeOutcome.Found => result.SubUrl ?? result.MainUrl!,
        PathProbeOutcome.NeedsPassword => throw Closed(),
        PathProbeOutcome.Unreachable => throw new NvrException(ErrorKind.Unreachable, result.Sentence),
        _ => throw new NvrException(ErrorKind.Unsupported, result.Sentence),
    };

    // Not as Unauthorised: that is about who asks the recorder, not about what the recorder asks.
    private static NvrException Closed() => new(ErrorKind.Conflict, "It asks for a password. Its picture comes once it is added.");
}
