using System.Net;

namespace Nvr.Onvif.Discovery;

/// <summary>A network in which the box has an address of its own, and the interface behind which it is.</summary>
internal sealed record NetworkPlace(string Interface, IPNetwork Network);
