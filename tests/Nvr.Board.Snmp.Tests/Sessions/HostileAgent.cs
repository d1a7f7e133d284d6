using System.Net;
using System.Net.Sockets;
using Nvr.Board.Snmp.Wire;

namespace Nvr.Board.Snmp.Tests.Sessions;

/// <summary>An agent that answers each question of version 2c with whatever a test wants. Owned by one test.</summary>
internal sealed class HostileAgent : IAsyncDisposable
{
    private readonly UdpClient socket = new(new IPEndPoint(IPAddress.Loopback, 0));
    private readonly CancellationTokenSource stop = new();
    private readonly Task work;

    public HostileAgent(Func<Pdu, IEnumerable<byte[]>> answer) => work = RunAsync(answer);

    public IPEndPoint EndPoint => (IPEndPoint)socket.Client.LocalEndPoint!;

    public int Questions { get; private set; }

    public static byte[] Answer(Pdu question, params Binding[] bindings) => new CommunityMessage("public", new Pdu(PduKind.Response, question.RequestId, 0, 0, bindings)).Write();

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        await work.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        socket.Dispose();
        stop.Dispose();
    }

    private async Task RunAsync(Func<Pdu, IEnumerable<byte[]>> answer)
    {
        while (true)
        {
            UdpReceiveResult asked = await socket.ReceiveAsync(stop.Token);
            Questions++;
            foreach (byte[] datagram in answer(CommunityMessage.Read(asked.Buffer).Pdu))
            {
                await socket.SendAsync(datagram, asked.RemoteEndPoint, stop.Token);
            }
        }
    }
}
