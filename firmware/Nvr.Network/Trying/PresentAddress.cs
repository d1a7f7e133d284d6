using System.Net;

namespace Nvr.Network.Trying;

/// <summary>An IPv4 address that the box has now on an interface that is no cameras' one.</summary>
public sealed record PresentAddress(string Interface, IPAddress Address, int PrefixLength)
{
    private static readonly IPNetwork s_selfAssigned = new(IPAddress.Parse("169.254.0.0"), 16);

    /// <summary>Whether it was taken for want of anybody who gives out addresses (RFC 3927): only who has such a one as well, or looks at the same cable for it, finds it.</summary>
    public bool IsSelfAssigned => s_selfAssigned.Contains(Address);

    internal IPNetwork Network => Settings.Ranges.Of(Address, PrefixLength);
}
