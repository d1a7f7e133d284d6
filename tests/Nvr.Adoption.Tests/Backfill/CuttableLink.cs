using System.Net;
using System.Net.Sockets;

namespace Nvr.Adoption.Tests.Backfill;

/// <summary>A wire to a port that a test can cut: what is connected hangs up, and nobody answers until it is mended.</summary>
internal sealed class CuttableLink : IAsyncDisposable
{
    private readonly IPEndPoint target;
    private readonly Lock gate = new();
    private readonly List<Socket> open = [];
    private TcpListener listener;
    private Task accepting;

    public CuttableLink(IPEndPoint target)
    {
        this.target = target;
        listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        Where = (IPEndPoint)listener.LocalEndpoint;
        accepting = AcceptAsync(listener);
    }

    public IPEndPoint Where { get; }

    public async Task CutAsync()
    {
        listener.Stop();
        await accepting;
        lock (gate)
        {
            open.ForEach(s => s.Dispose());
            open.Clear();
        }
    }

    public void Mend()
    {
        listener = new TcpListener(Where);
        listener.Server.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);
        listener.Start();
        accepting = AcceptAsync(listener);
    }

    public async ValueTask DisposeAsync() => await CutAsync();

    private async Task AcceptAsync(TcpListener from)
    {
        try
        {
            while (true)
            {
                Socket client = await from.AcceptSocketAsync();
                var server = new Socket(SocketType.Stream, ProtocolType.Tcp);
                lock (gate)
                {
                    open.AddRange([client, server]);
                }
                await server.ConnectAsync(target);
                _ = PumpAsync(client, server);
                _ = PumpAsync(server, client);
            }
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException or OperationCanceledException)
        {
            // Cut.
        }
    }

    private static async Task PumpAsync(Socket from, Socket to)
    {
        byte[] buffer = new byte[64 << 10];
        try
        {
            for (int read = await from.ReceiveAsync(buffer); read > 0; read = await from.ReceiveAsync(buffer))
            {
                for (int sent = 0; sent < read;)
                {
                    sent += await to.SendAsync(buffer.AsMemory(sent, read - sent));
                }
            }
            to.Shutdown(SocketShutdown.Send);
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // Cut, or one side is gone.
        }
    }
}
