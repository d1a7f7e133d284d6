using System.Net;
using System.Net.Sockets;
using Nvr.Host.Tests.Adoption;

namespace Image.Tests.Outside;

/// <summary>Looks which ports of an address answer, as somebody in the same network does. Used by one task.</summary>
/// <param name="network">Where the looking is done from.</param>
/// <param name="box">Whose ports.</param>
internal sealed class OpenPorts(NetworkNamespace network, IPAddress box)
{
    private const int Last = 65_535;
    private const int AtATime = 4096;

    /// <summary>The kernel asks a second time after one second, and a third time after three.</summary>
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(4);

    /// <summary>The TCP ports that take a connection, or say that they do not: a firewall that drops says nothing.</summary>
    public async Task<IReadOnlyList<string>> TcpAsync()
    {
        List<string> answers = [];
        foreach (int[] ports in Enumerable.Range(1, Last).Chunk(AtATime))
        {
            answers.AddRange((await Task.WhenAll(ports.Select(ConnectAsync))).OfType<string>());
        }
        return answers;
    }

    /// <summary>The same for UDP, each sent a datagram that no protocol knows: there the kernel itself says where nobody listens, unless a firewall drops.</summary>
    public async Task<IReadOnlyList<string>> UdpAsync()
    {
        List<string> answers = [];
        foreach (int[] ports in Enumerable.Range(1, Last).Chunk(AtATime))
        {
            answers.AddRange((await Task.WhenAll(ports.Select(p => AskAsync(p, "nobody knows this"u8.ToArray())))).OfType<string>());
        }
        return answers;
    }

    /// <summary>What a port says to one datagram: null for nothing, "answers" or an error in words.</summary>
    public async Task<string?> AskAsync(int port, byte[] question)
    {
        using Socket socket = await network.OpenSocketAsync(SocketType.Dgram, ProtocolType.Udp);
        using var limit = new CancellationTokenSource(s_patience);
        try
        {
            await socket.ConnectAsync(new IPEndPoint(box, port), limit.Token);
            await socket.SendAsync(question, limit.Token);
            return $"{port} answers {await socket.ReceiveAsync(new byte[1500], limit.Token)} bytes";
        }
        catch (OperationCanceledException)
        {
            return null;
        }
        catch (SocketException error)
        {
            return $"{port} {error.SocketErrorCode}";
        }
    }

    private async Task<string?> ConnectAsync(int port)
    {
        using Socket socket = await network.OpenSocketAsync(SocketType.Stream, ProtocolType.Tcp);
        using var limit = new CancellationTokenSource(s_patience);
        try
        {
            await socket.ConnectAsync(new IPEndPoint(box, port), limit.Token);
            return $"{port}";
        }
        catch (OperationCanceledException)
        {
            return null;
        }
        catch (SocketException error)
        {
            return $"{port} {error.SocketErrorCode}";
        }
    }
}
