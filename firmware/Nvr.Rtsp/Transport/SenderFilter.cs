using System.Net;
using System.Net.Sockets;

namespace Nvr.Rtsp.Transport;

/// <summary>Compares a kernel socket address with the expected sender's, without its port. Any address accepts all.</summary>
internal readonly struct SenderFilter(IPAddress expected)
{
    // Offsets of the address in struct sockaddr_in and sockaddr_in6.
    private const int Offset4 = 4;
    private const int Offset6 = 8;

    private readonly byte[] address = expected.GetAddressBytes();
    private readonly bool any = expected.Equals(IPAddress.Any) || expected.Equals(IPAddress.IPv6Any);
    private readonly int offset = expected.AddressFamily == AddressFamily.InterNetworkV6 ? Offset6 : Offset4;

    public bool Accepts(ReadOnlySpan<byte> socketAddress) =>
        any || socketAddress.Slice(offset, address.Length).SequenceEqual(address);
}
