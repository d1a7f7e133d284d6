using System.Net;

namespace Nvr.Network.Trying;

/// <summary>An IPv4 address that the box has now on an interface that is no cameras' one.</summary>
public sealed record PresentAddress(string Interface, IPAddress Address, int PrefixLength)
{
    internal IPNetwork Network => Settings.Ranges.Of(Address, PrefixLength);
}
