using System.Text.Json.Serialization;
using Nvr.Storage.Settings;

namespace Nvr.Network.Settings;

/// <summary>The content of <c>network.json</c>, all of which may be missing: the office network (by DHCP), the cameras' network (the usual one), and whether other settings are being tried just now.</summary>
public sealed record NetworkFile(OfficeFile? Office = null, string? Cameras = null, bool IsTrying = false)
{
    public const string Name = NetworkReset.FileName;
}

/// <summary>A fixed address as <c>192.168.1.20/24</c>, and what goes with it.</summary>
public sealed record OfficeFile(string Address, string? Gateway, IReadOnlyList<string> NameServers);

/// <summary>What the recorder leaves for the service that sets the networks up: settings to be tried, or null for those that are kept. The id comes back in the answer.</summary>
public sealed record WishFile(string Id, NetworkFile? Trial);

/// <summary>What that service answers: the wish that it did (null at the start), the cameras' network (null without one), and what went wrong.</summary>
public sealed record AppliedFile(string? Wish, string? Cameras, string? Problem);

/// <summary>Source-generated JSON of these.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true, RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(NetworkFile))]
[JsonSerializable(typeof(WishFile))]
[JsonSerializable(typeof(AppliedFile))]
internal sealed partial class NetworkJson : JsonSerializerContext;
