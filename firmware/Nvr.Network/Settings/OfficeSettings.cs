using System.Net;

namespace Nvr.Network.Settings;

/// <summary>How the box gets its address on the network from which people reach it. Immutable; only what <see cref="OfficeCheck"/> lets pass comes into force.</summary>
public sealed record OfficeSettings
{
    public static OfficeSettings Dhcp { get; } = new();

    /// <summary>Null: by DHCP, and all else with it.</summary>
    public IPAddress? Address { get; init; }

    /// <summary>Of a fixed address: how many of its bits are the network's.</summary>
    public int PrefixLength { get; init; }

    /// <summary>The way out of the network; null without one.</summary>
    public IPAddress? Gateway { get; init; }

    public IReadOnlyList<IPAddress> NameServers { get; init; } = [];

    /// <summary>The network of a fixed address.</summary>
    internal IPNetwork? Network => Address is { } address ? Ranges.Of(address, PrefixLength) : null;

    /// <summary>Whether both say the same.</summary>
    public bool Equals(OfficeSettings? other) => other is not null && Equals(Address, other.Address) && PrefixLength == other.PrefixLength && Equals(Gateway, other.Gateway)
        && NameServers.SequenceEqual(other.NameServers);

    public override int GetHashCode() => HashCode.Combine(Address, PrefixLength, Gateway, NameServers.Count);
}
