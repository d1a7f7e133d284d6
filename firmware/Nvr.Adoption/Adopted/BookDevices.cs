using Nvr.Adoption.Devices;
using Nvr.Onvif;

namespace Nvr.Adoption.Adopted;

/// <summary>The adopted devices of the book.</summary>
/// <param name="book">Who knows them.</param>
/// <param name="serviceOf">The address of a device's ONVIF service; null for a device without ONVIF.</param>
public sealed class BookDevices(IDeviceBook book, Func<DeviceRecord, Uri?> serviceOf) : IAdoptedDevices
{
    public IReadOnlyList<AdoptedDevice> List() =>
        [.. book.List().Where(d => d.HasCameras && d.State != DeviceState.Ignored).Select(Adopted)];

    private AdoptedDevice Adopted(DeviceRecord device) => new()
    {
        Id = device.DeviceId,
        Onvif = serviceOf(device) is { } service
            ? new OnvifTarget(service, device.UserName, book.PasswordOf(device.DeviceId)) {
                PinnedCertificateSha256 = device.PinnedCertificate, MayShowPassword = device.MayBeShownPassword,
            }
            : null,
        Mac = device.Mac,
        Interface = device.Interface,
        Port = device.Port,
        Sources = device.Sources,
    };
}
