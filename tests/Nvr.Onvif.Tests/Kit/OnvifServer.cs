using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Xml.Linq;

namespace Nvr.Onvif.Tests.Kit;

/// <summary>
/// A camera's web server on a real loopback socket. <see cref="On"/> answers operations with bytes that are sent as they are; an operation
/// without an answer is refused as not supported. <see cref="Raw"/>, when set, writes to the connection itself.
/// </summary>
internal sealed class OnvifServer : IDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly ConcurrentQueue<OnvifRequest> requests = new();
    private readonly ConcurrentBag<Socket> accepted = [];
    private readonly CancellationTokenSource stop = new();

    public OnvifServer()
    {
        listener.Start();
        On["GetSystemDateAndTime"] = _ => Answer.Clock(TimeProvider.System.GetUtcNow());
        On["GetServices"] = _ => Answer.File("GetServices");
        _ = AcceptAsync();
    }

    public int Port => ((IPEndPoint)listener.LocalEndpoint).Port;

    public Uri Url => new($"http://127.0.0.1:{Port}/onvif/device_service");

    public ConcurrentDictionary<string, Func<OnvifRequest, byte[]>> On { get; } = new(StringComparer.Ordinal);

    public Func<Stream, CancellationToken, Task>? Raw { get; set; }

    /// <summary>Puts a layer, such as TLS, over each connection.</summary>
    public Func<Stream, Task<Stream>> Wrap { get; set; } = Task.FromResult;

    public IReadOnlyList<OnvifRequest> Requests => [.. requests];

    public int Connections => accepted.Count;

    public IReadOnlyList<OnvifRequest> Of(string operation) => [.. requests.Where(r => r.Operation == operation)];

    public void Dispose()
    {
        stop.Cancel();
        listener.Stop();
        foreach (Socket socket in accepted)
        {
            socket.Dispose();
        }
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                Socket socket = await listener.AcceptSocketAsync(stop.Token);
                accepted.Add(socket);
                _ = ServeAsync(socket);
            }
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
        {
        }
    }

    private async Task ServeAsync(Socket socket)
    {
        try
        {
            await using Stream stream = await Wrap(new NetworkStream(socket, ownsSocket: true));
            while (await ReadAsync(stream) is { } request)
            {
                if (Raw is { } raw)
                {
                    await raw(stream, stop.Token);
                    return;
                }
                requests.Enqueue(request);
                byte[] answer = On.TryGetValue(request.Operation, out Func<OnvifRequest, byte[]>? make) ? make(request) : Answer.Fault("ActionNotSupported", "500 Error");
                await stream.WriteAsync(answer, stop.Token);
            }
        }
        catch (Exception e) when (e is IOException or OperationCanceledException or ObjectDisposedException or SocketException or System.Security.Authentication.AuthenticationException)
        {
        }
    }

    private async Task<OnvifRequest?> ReadAsync(Stream stream)
    {
        var head = new List<byte>();
        byte[] one = new byte[1];
        while (!Encoding.ASCII.GetString([.. head]).EndsWith("\r\n\r\n", StringComparison.Ordinal))
        {
            if (await stream.ReadAsync(one, stop.Token) == 0)
            {
                return null;
            }
            head.Add(one[0]);
        }
        string[] lines = Encoding.ASCII.GetString([.. head]).Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        Dictionary<string, string> headers = lines.Skip(1).Select(l => l.Split(": ", 2)).ToDictionary(p => p[0], p => p[1], StringComparer.OrdinalIgnoreCase);
        byte[] body = new byte[int.Parse(headers["Content-Length"], System.Globalization.CultureInfo.InvariantCulture)];
        await stream.ReadExactlyAsync(body, stop.Token);
        return new OnvifRequest(lines[0].Split(' ')[1], headers, XElement.Parse(Encoding.UTF8.GetString(body)));
    }
}
