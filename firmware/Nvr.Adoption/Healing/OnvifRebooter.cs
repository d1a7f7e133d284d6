using Nvr.Adoption.Adopted;
using Nvr.Core;
using Nvr.Core.Time;
using Nvr.Onvif;

namespace Nvr.Adoption.Healing;

/// <summary>Restarts devices by ONVIF, with a connection for each request: it is asked once in hours, of a device that is not well.</summary>
public sealed class OnvifRebooter(OnvifOptions options, BoxClock clock) : IRebooter
{
    public async Task RebootAsync(AdoptedDevice device, CancellationToken cancellation)
    {
        if (device.Onvif is not { } target)
        {
            throw new NvrException(ErrorKind.Unsupported, "The camera has no ONVIF, so that it cannot be asked to restart.");
        }
        using OnvifCamera camera = await OnvifCamera.ConnectAsync(target, options, clock, cancellation);
        await camera.Device.RebootAsync(cancellation);
    }
}
