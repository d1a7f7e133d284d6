using System.Net;
using System.Net.Sockets;

namespace Nvr.Host.Tests.Kit;

/// <summary>A TCP port that was free a moment ago, for programs that cannot ask the kernel themselves.</summary>
internal static class FreePort
{
    public static int Take()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
