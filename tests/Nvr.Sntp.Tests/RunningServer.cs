using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Logging.Abstractions;
using Nvr.Core.Time;

namespace Nvr.Sntp.Tests;

/// <summary>A time server on a free port of the loopback interface, and clients' sockets.</summary>
internal sealed class RunningServer : IAsyncDisposable
{
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(30);

    private readonly CancellationTokenSource stop = new();
    private readonly Task running;

    private RunningServer(SntpOptions options, ClockTrust trust, BoxClock clock)
    {
        Trust = trust;
        Server = new SntpServer(options, () => Trust, clock, NullLogger<SntpServer>.Instance);
        running = Server.RunAsync(stop.Token);
    }

    public SntpServer Server { get; }

    public ClockTrust Trust { get; set; }

    public IPEndPoint EndPoint => Server.Serving.First(e => e.Address.Equals(IPAddress.Loopback));

    public static async Task<RunningServer> StartAsync(ClockTrust trust, Func<SntpOptions, SntpOptions>? change = null, BoxClock? clock = null)
    {
        var options = new SntpOptions { Port = 0, Interfaces = ["lo"] };
        var server = new RunningServer(change?.Invoke(options) ?? options, trust, clock ?? BoxClock.System());
        await UntilAsync(() => server.Server.Serving.Count > 0 || change is not null);
        return server;
    }

    public static byte[] Question(int version = 4, int mode = 3)
    {
        byte[] question = new byte[48];
        question[0] = (byte)((version << 3) | mode);
        Random.Shared.NextBytes(question.AsSpan(40));
        return question;
    }

    public static async Task UntilAsync(Func<bool> condition)
    {
        using var limit = new CancellationTokenSource(Bound);
        while (!condition())
        {
            await Task.Delay(20, limit.Token);
        }
    }

    public async Task<byte[]> AskAsync(byte[] question)
    {
        using var client = new UdpClient(AddressFamily.InterNetwork);
        await client.SendAsync(question, EndPoint);
        using var limit = new CancellationTokenSource(Bound);
        return (await client.ReceiveAsync(limit.Token)).Buffer;
    }

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        await running;
        stop.Dispose();
    }
}
