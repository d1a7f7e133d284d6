using System.Net;
using System.Net.Sockets;
using Nvr.Core;
using Nvr.Network.Settings;
using Nvr.Web.Api.Models;

namespace Nvr.Web.Api;

/// <summary>Reads settings of the office network as somebody typed them; InvalidInput names the field. Pure.</summary>
internal static class OfficeNetworkReader
{
    public static OfficeSettings Read(OfficeNetworkBody body) => body switch
    {
        { Mode: OfficeNetworkModel.Dhcp, Address: null, PrefixLength: null, Gateway: null, NameServers: null or [] } => OfficeSettings.Dhcp,
        { Mode: OfficeNetworkModel.Fixed } => new OfficeSettings
        {
            Address = Address(body.Address, "address"),
            PrefixLength = body.PrefixLength ?? throw Wrong("'prefixLength' is missing: in most networks it is 24, which is the mask 255.255.255.0."),
            Gateway = string.IsNullOrWhiteSpace(body.Gateway) ? null : Address(body.Gateway, "gateway"),
            NameServers = [.. (body.NameServers ?? []).Select(n => Address(n, "nameServers"))],
        },
        { Mode: OfficeNetworkModel.Dhcp } => throw Wrong("'address' and what goes with it come by DHCP, so they have to be left out."),
        _ => throw Wrong("'mode' is dhcp or fixed."),
    };

    // Three numbers, or one with a zero before it, are read as another address than the one that was meant.
    private static IPAddress Address(string? text, string field)
    {
        string typed = text?.Trim() ?? "";
        return IPAddress.TryParse(typed, out IPAddress? address) && address.AddressFamily == AddressFamily.InterNetwork && address.ToString() == typed
            ? address
            : throw Wrong($"'{field}' must be four numbers such as 192.168.1.20.");
    }

    private static NvrException Wrong(string sentence) => new(ErrorKind.InvalidInput, sentence);
}
