using System.Net;

namespace Nvr.Adoption.Paths;

/// <summary>Which device to look at, and with what.</summary>
public sealed record PathProbeTarget
{
    /// <summary>Stays with the device whatever its address: sign-ins are counted by it.</summary>
    public required string Device { get; init; }

    public required IPAddress Address { get; init; }

    public int Port { get; init; } = 554;

    public PathHints Hints { get; init; } = PathHints.None;

    public string? UserName { get; init; }

    public string? Password { get; init; }

    /// <summary>Of a recorder or encoder, from 1.</summary>
    public int Channel { get; init; } = 1;

    /// <summary>Never shows the password.</summary>
    public override string ToString() => $"{Address}:{Port}";
}
