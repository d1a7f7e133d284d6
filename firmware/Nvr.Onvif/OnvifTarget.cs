using System.Net;

namespace Nvr.Onvif;

/// <summary>
/// What to talk to: the address of a device service (<c>http://192.168.1.20/onvif/device_service</c>) and, apart from it, the
/// credentials. Without a user name only what a camera tells anybody can be asked.
/// </summary>
public sealed record OnvifTarget(Uri DeviceService, string? UserName, string? Password)
{
    /// <summary>The path that the specification prescribes for the device service (Core specification, "Service addresses").</summary>
    public const string UsualPath = "/onvif/device_service";

    /// <summary>SHA-256 of the certificate seen at first use, in hexadecimal; null accepts any and reports it.</summary>
    public string? PinnedCertificateSha256 { get; init; }

    /// <summary>
    /// Whether the password may be sent as it is, where the device offers nothing better, over an encrypted connection to the holder of the pinned
    /// certificate. Only for a device of which a person said that this password is its own: whoever answers first could be anybody.
    /// </summary>
    public bool MayShowPassword { get; init; }

    /// <summary>
    /// Whether the password itself may be sent: inside this machine, or to a known certificate whose holder it is meant for. Encryption alone says nothing about
    /// who is at the other end.
    /// </summary>
    internal bool IsPrivate => DeviceService.Scheme == Uri.UriSchemeHttps
        ? MayShowPassword && PinnedCertificateSha256 is { Length: > 0 }
        : IPAddress.TryParse(DeviceService.DnsSafeHost, out IPAddress? address) && IPAddress.IsLoopback(address);

    /// <summary>Never shows the password.</summary>
    public override string ToString() => $"{DeviceService.Host}:{DeviceService.Port}";
}
