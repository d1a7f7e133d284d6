using System.Globalization;
using System.Text.Json.Serialization;
using Nvr.Network.Settings;
using Nvr.Network.Trying;
using Nvr.Web.OpenApi;

namespace Nvr.Web.Api.Models;

/// <summary>How the box gets its address on the office network: <c>dhcp</c>, for which all else is null or empty, or <c>fixed</c>.</summary>
internal sealed record OfficeNetworkModel(
    [property: OneOf("dhcp", "fixed")] string Mode, string? Address, int? PrefixLength, string? Gateway, IReadOnlyList<string> NameServers)
{
    public const string Dhcp = "dhcp";
    public const string Fixed = "fixed";

    public static OfficeNetworkModel Of(OfficeSettings office) => office.Address is { } address
        ? new OfficeNetworkModel(Fixed, address.ToString(), office.PrefixLength, office.Gateway?.ToString(), [.. office.NameServers.Select(n => n.ToString())])
        : new OfficeNetworkModel(Dhcp, null, null, null, []);
}

/// <summary>For <c>dhcp</c> all but the mode is left out.</summary>
internal sealed record OfficeNetworkBody(
    [property: JsonRequired, OneOf("dhcp", "fixed")] string Mode, string? Address, int? PrefixLength, string? Gateway, IReadOnlyList<string>? NameServers);

/// <summary>An address that the box has now, as <c>192.168.1.20/24</c>.</summary>
internal sealed record PresentAddressModel(string Interface, string Address)
{
    public static PresentAddressModel Of(PresentAddress present) => new(present.Interface, string.Create(CultureInfo.InvariantCulture, $"{present.Address}/{present.PrefixLength}"));
}

/// <summary>Settings that are being tried: they are kept when an administrator asks for anything under <paramref name="Page"/> in time.</summary>
internal sealed record OfficeTrialModel(OfficeNetworkModel Office, int SecondsLeft, string Page);

/// <summary>The cameras' own network, and all that it can be.</summary>
internal sealed record CameraNetworkModel(string Network, IReadOnlyList<string> Choices);

/// <summary>
/// The box's networks. <paramref name="IsManaged"/> is false where the machine's own system sets them up, and nothing can be changed here; <paramref name="HostName"/> is what the box is called in the
/// office network; <paramref name="Cameras"/> and <paramref name="Trial"/> are null where there is none.
/// </summary>
internal sealed record BoxNetworkModel(
    bool IsManaged, string HostName, OfficeNetworkModel Office, IReadOnlyList<PresentAddressModel> Present, CameraNetworkModel? Cameras, OfficeTrialModel? Trial);

/// <summary>One of the choices.</summary>
internal sealed record CameraNetworkBody([property: JsonRequired] string Network);
