namespace Nvr.Onvif.Device;

/// <summary>
/// Where a camera looks for the time. <paramref name="Manual"/> holds the servers that were set on it, as addresses or names; they count only
/// while it does not take them from DHCP. Whether it looks at all is its clock's setting (<see cref="DeviceTime.ByNtp"/>). Immutable.
/// </summary>
public sealed record NtpSettings(bool FromDhcp, IReadOnlyList<string> Manual);
