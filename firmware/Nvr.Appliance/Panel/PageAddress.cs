using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Nvr.Board;

namespace Nvr.Appliance.Panel;

/// <summary>Where a browser reaches the page. Thread-safe; asks the system for its networks.</summary>
internal sealed class PageAddress(BoardDescription board, IPEndPoint listen, IServer server)
{
    /// <summary>The address that was asked for, or that of the first network that is not the cameras'. Null without one.</summary>
    public Uri? Find()
    {
        IPAddress? address = listen.Address.Equals(IPAddress.Any) || listen.Address.Equals(IPAddress.IPv6Any) ? NetworkAddress() : listen.Address;
        return address is null ? null : new UriBuilder(IPAddress.IsLoopback(address) ? Uri.UriSchemeHttp : Uri.UriSchemeHttps, address.ToString(), PortInUse()).Uri;
    }

    // Port 0 asks for any that is free.
    private int PortInUse() =>
        listen.Port == 0 && server.Features.Get<IServerAddressesFeature>()?.Addresses.FirstOrDefault() is { } open ? new Uri(open).Port : listen.Port;

    private IPAddress? NetworkAddress() => OwnNetworks.Up(board)
        .SelectMany(i => i.GetIPProperties().UnicastAddresses)
        .Select(a => a.Address)
        .FirstOrDefault(a => a.AddressFamily == AddressFamily.InterNetwork);
}
