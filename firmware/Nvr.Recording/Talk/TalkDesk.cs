using System.Collections.Concurrent;
using Nvr.Core;
using Nvr.Core.Time;
using Nvr.Recording.Cameras;
using Nvr.Recording.Captured;
using Nvr.Recording.Streams;
using Nvr.Rtsp.Session;
using Nvr.Rtsp.Talk;

namespace Nvr.Recording.Talk;

/// <summary>Opens back channels at the addresses of the registry's cameras, each in a session of its own beside the recording.</summary>
public sealed class TalkDesk(CameraRegistry cameras, BoxClock clock) : ITalkDesk
{
    private readonly ConcurrentDictionary<CameraId, bool> talking = new();
    private readonly ConcurrentDictionary<CameraId, (Uri Address, bool CanTalk)> known = new();

    public bool? CanTalk(CameraId camera) =>
        known.TryGetValue(camera, out (Uri Address, bool CanTalk) found) && cameras.Find(camera)?.Settings.MainUrl == found.Address ? found.CanTalk : null;

    public async Task<ITalk> OpenAsync(CameraId camera, CancellationToken cancellation)
    {
        StreamAddress address = cameras.AddressOf(camera) ?? throw new NvrException(ErrorKind.NotFound, "There is no such camera.");
        if (AnalogSource.Is(address.Url))
        {
            throw new NvrException(ErrorKind.Unsupported, "A camera at an analog input has no loudspeaker.");
        }
        if (!talking.TryAdd(camera, true))
        {
            throw new NvrException(ErrorKind.Conflict, "Somebody is talking through this camera already. Try again when they have finished.");
        }
        try
        {
            TalkSession session = await ConnectAsync(camera, address, cancellation);
            return new CameraTalk(session, () => talking.TryRemove(camera, out _));
        }
        catch
        {
            talking.TryRemove(camera, out _);
            throw;
        }
    }

    private async Task<TalkSession> ConnectAsync(CameraId camera, StreamAddress address, CancellationToken cancellation)
    {
        var target = new RtspTarget(AddressSecret.PutIn(address.Url, address.Password), address.UserName, address.Password);
        var options = new RtspOptions
        {
            Transport = address.Transport == CameraTransport.Udp ? RtspTransportKind.Udp : RtspTransportKind.Auto,
            PinnedCertificateSha256 = address.PinnedCertificate,
        };
        try
        {
            TalkSession session = await TalkSession.OpenAsync(target, options, clock, cancellation);
            known[camera] = (address.Url, true);
            return session;
        }
        catch (NvrException e) when (e.Kind == ErrorKind.Unsupported)
        {
            known[camera] = (address.Url, false);
            throw;
        }
    }
}
