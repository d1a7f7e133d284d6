using System.Net;
using System.Net.Sockets;

namespace Nvr.Host.Tests.Adoption;

/// <summary>A port of this machine's loopback that leads to a port inside a network of its own, for a browser that lives outside.</summary>
internal sealed class NetworkDoor : IAsyncDisposable
{
    private readonly NetworkNamespace space;
    private readonly IPEndPoint inside;
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource closing = new();
    private readonly Task serving;

    private NetworkDoor(NetworkNamespace space, IPEndPoint inside)
    {
        this.space = space;
        this.inside = inside;
        listener.Start();
        Address = new UriBuilder(Uri.UriSchemeHttp, "127.0.0.1", ((IPEndPoint)listener.LocalEndpoint).Port).Uri;
        serving = ServeAsync();
    }

    public Uri Address { get; }

    public static NetworkDoor Open(NetworkNamespace space, Uri inside) => new(space, new IPEndPoint(IPAddress.Parse(inside.Host), inside.Port));

    public async ValueTask DisposeAsync()
    {
        await closing.CancelAsync();
        listener.Stop();
        await serving;
        closing.Dispose();
    }

    private async Task ServeAsync()
    {
        List<Task> guests = [];
        try
        {
            while (true)
            {
                guests.Add(LeadAsync(await listener.AcceptSocketAsync(closing.Token)));
            }
        }
        catch (OperationCanceledException)
        {
            await Task.WhenAll(guests);
        }
    }

    private async Task LeadAsync(Socket guest)
    {
        try
        {
            await using var outer = new NetworkStream(guest, ownsSocket: true);
            using Socket socket = await space.OpenSocketAsync(SocketType.Stream, ProtocolType.Tcp);
            await socket.ConnectAsync(inside, closing.Token);
            await using var inner = new NetworkStream(socket, ownsSocket: false);
            await Task.WhenAny(outer.CopyToAsync(inner, closing.Token), inner.CopyToAsync(outer, closing.Token));
        }
        catch (Exception e) when (e is IOException or SocketException or OperationCanceledException)
        {
            // One of the two has gone.
        }
    }
}
