using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Http;

namespace Nvr.Web.Access;

/// <summary>Where a request comes from. Pure.</summary>
internal static class CallerPlace
{
    /// <summary>The address as people read it.</summary>
    public static string Of(HttpContext http) => AddressOf(http).ToString();

    /// <summary>For counting attempts.</summary>
    public static string CountedOf(HttpContext http)
    {
        IPAddress plain = AddressOf(http);
        // A provider gives each customer a /64: single IPv6 addresses cost an attacker nothing.
        return plain.AddressFamily == AddressFamily.InterNetworkV6 ? Convert.ToHexStringLower(plain.GetAddressBytes().AsSpan(0, 8)) : plain.ToString();
    }

    private static IPAddress AddressOf(HttpContext http)
    {
        IPAddress address = http.Connection.RemoteIpAddress ?? IPAddress.None;
        return address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
    }
}
