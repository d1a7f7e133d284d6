using System.Globalization;
using Nvr.Core;

namespace Nvr.Rtsp.Session;

/// <summary>A camera's address taken apart, without credentials.</summary>
internal sealed record RtspAddress(bool IsSecure, string Host, int Port, string RequestUri)
{
    private const int PlainPort = 554;
    private const int SecurePort = 322;

    public static RtspAddress From(Uri url)
    {
        bool secure = url.IsAbsoluteUri && url.Scheme.Equals("rtsps", StringComparison.OrdinalIgnoreCase);
        bool plain = url.IsAbsoluteUri && url.Scheme.Equals("rtsp", StringComparison.OrdinalIgnoreCase);
        if ((!secure && !plain) || url.Host.Length == 0)
        {
            throw new NvrException(ErrorKind.InvalidInput, "The camera's address must begin with rtsp:// or rtsps:// and name a host.");
        }
        string port = url.Port > 0 ? ":" + url.Port.ToString(CultureInfo.InvariantCulture) : "";
        string request = $"{url.Scheme}://{url.Host}{port}{url.PathAndQuery}";
        return new RtspAddress(secure, url.DnsSafeHost, url.Port > 0 ? url.Port : secure ? SecurePort : PlainPort, request);
    }

    /// <summary>User name and password written into an address, decoded; nulls where there are none.</summary>
    public static (string? UserName, string? Password) CredentialsIn(Uri url)
    {
        if (!url.IsAbsoluteUri || url.UserInfo.Length == 0)
        {
            return (null, null);
        }
        string[] parts = url.UserInfo.Split(':', 2);
        return (Uri.UnescapeDataString(parts[0]), parts.Length > 1 ? Uri.UnescapeDataString(parts[1]) : "");
    }
}
