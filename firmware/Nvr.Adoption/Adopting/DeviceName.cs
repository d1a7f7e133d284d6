using Nvr.Adoption.Devices;

namespace Nvr.Adoption.Adopting;

/// <summary>What a device is called before an owner names its cameras. Pure.</summary>
internal static class DeviceName
{
    public static string Of(DeviceRecord device) =>
        device.Name
        ?? ($"{device.Maker} {device.Model}".Trim() is { Length: > 0 } type ? type : null)
        ?? device.HostName
        ?? $"Camera {device.Address}";
}
