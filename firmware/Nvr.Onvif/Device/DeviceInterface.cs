using System.Net;
using System.Net.NetworkInformation;

namespace Nvr.Onvif.Device;

/// <summary>A network interface of a camera. <paramref name="Mac"/> is null where the camera tells none that can be read.</summary>
public sealed record DeviceInterface(string Token, bool Enabled, PhysicalAddress? Mac, IReadOnlyList<IPAddress> Addresses, bool ByDhcp);
