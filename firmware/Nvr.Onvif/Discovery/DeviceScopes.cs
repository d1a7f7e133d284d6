namespace Nvr.Onvif.Discovery;

/// <summary>
/// What a device's scopes (<c>onvif://www.onvif.org/...</c>) say about it, decoded. Nulls and empty lists where they say nothing.
/// From the Core specification, "Scopes"; a <c>mac</c> scope is a habit of several makers.
/// </summary>
public sealed record DeviceScopes(string? Name, string? Hardware, string? Location, string? Mac, IReadOnlyList<string> Profiles)
{
    public static DeviceScopes None { get; } = new(null, null, null, null, []);
}
