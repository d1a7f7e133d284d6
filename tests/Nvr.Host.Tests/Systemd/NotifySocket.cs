using System.Collections.Concurrent;
using System.Net.Sockets;
using System.Text;

namespace Nvr.Host.Tests.Systemd;

/// <summary>The socket on which systemd hears its services; here a test hears them.</summary>
internal sealed class NotifySocket : IDisposable
{
    private readonly Socket socket = new(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified);
    private readonly ConcurrentQueue<string> messages = new();

    public NotifySocket(string path)
    {
        socket.Bind(new UnixDomainSocketEndPoint(path));
        _ = ListenAsync();
    }

    /// <summary>Line by line, as <c>READY=1</c>, in the order of arrival.</summary>
    public IReadOnlyList<string> Messages => [.. messages];

    public void Dispose() => socket.Dispose();

    private async Task ListenAsync()
    {
        byte[] buffer = new byte[4096];
        try
        {
            while (true)
            {
                int length = await socket.ReceiveAsync(buffer);
                foreach (string line in Encoding.UTF8.GetString(buffer, 0, length).Split('\n', StringSplitOptions.RemoveEmptyEntries))
                {
                    messages.Enqueue(line);
                }
            }
        }
        catch (Exception ended) when (ended is SocketException or ObjectDisposedException)
        {
            // The test is over.
        }
    }
}
