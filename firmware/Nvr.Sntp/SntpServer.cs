using System.Collections.Immutable;
using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Logging;
using Nvr.Core.Time;

namespace Nvr.Sntp;

/// <summary>
/// Serves the box's time to the cameras: a stateless SNTP server on the addresses that the box has on camera networks, and on no others. It says
/// how far the box's clock may be believed; a box that has no time yet answers that it has none. <see cref="RunAsync"/> is the supervising loop
/// and ends when cancelled; an address that cannot be had is tried again. The rest may be called by any thread.
/// </summary>
public sealed partial class SntpServer(SntpOptions options, Func<ClockTrust> trust, BoxClock clock, ILogger<SntpServer> logger)
{
    /// <summary>What is longer than a question with a signature is none.</summary>
    private const int LongestQuestion = 512;

    private readonly RequestGate gate = new(options, clock);
    private readonly HashSet<ServedAddress> refused = [];
    private ImmutableDictionary<ServedAddress, SntpSocket> sockets = ImmutableDictionary<ServedAddress, SntpSocket>.Empty;
    private long answered;
    private long malformed;
    private long overRate;
    private long elsewhere;

    /// <summary>Where it answers now.</summary>
    public IReadOnlyList<IPEndPoint> Serving => [.. Volatile.Read(ref sockets).Values.Select(s => new IPEndPoint(s.Address.Address, s.Port))];

    public SntpCounters Counters => new()
    {
        Answered = Interlocked.Read(ref answered),
        Malformed = Interlocked.Read(ref malformed),
        OverRate = Interlocked.Read(ref overRate),
        Elsewhere = Interlocked.Read(ref elsewhere),
    };

    public async Task RunAsync(CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            Refresh(stop);
            await Task.Delay(options.LookInterval, clock.Time, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
        foreach (SntpSocket socket in sockets.Values)
        {
            socket.Dispose();
        }
        Volatile.Write(ref sockets, ImmutableDictionary<ServedAddress, SntpSocket>.Empty);
    }

    private void Refresh(CancellationToken stop)
    {
        IReadOnlyList<ServedAddress> now = ServedAddress.On(options.Interfaces);
        ImmutableDictionary<ServedAddress, SntpSocket> changed = sockets;
        foreach (ServedAddress gone in changed.Keys.Except(now).ToArray())
        {
            changed[gone].Dispose();
            changed = changed.Remove(gone);
        }
        foreach (ServedAddress address in now.Where(a => !changed.ContainsKey(a)))
        {
            if (TryOpen(address) is { } socket)
            {
                changed = changed.Add(address, socket);
                _ = ServeAsync(socket, stop);
            }
        }
        Volatile.Write(ref sockets, changed);
    }

    private SntpSocket? TryOpen(ServedAddress address)
    {
        try
        {
            var socket = SntpSocket.Open(address, options.Port);
            refused.Remove(address);
            LogServing(address.Address, address.Interface);
            return socket;
        }
        catch (SocketException e)
        {
            // Said once: another time server may hold the port for good.
            if (refused.Add(address))
            {
                LogRefused(address.Address, options.Port, e.Message);
            }
            return null;
        }
    }

    /// <summary>Answers until the socket is disposed.</summary>
    private async Task ServeAsync(SntpSocket socket, CancellationToken stop)
    {
        byte[] question = new byte[LongestQuestion];
        byte[] reply = new byte[SntpReply.Bytes];
        while (!stop.IsCancellationRequested)
        {
            try
            {
                (IPEndPoint? sender, int bytes) = await socket.ReceiveAsync(question, stop);
                Answer(socket, question.AsSpan(0, bytes), sender, reply);
            }
            catch (Exception e) when (e is ObjectDisposedException or OperationCanceledException || e is SocketException { SocketErrorCode: SocketError.OperationAborted })
            {
                return;
            }
            catch (SocketException)
            {
                // Somebody who asked is gone, or has no way back; the next question comes all the same.
            }
        }
    }

    private void Answer(SntpSocket socket, ReadOnlySpan<byte> question, IPEndPoint? sender, Span<byte> reply)
    {
        UtcTime received = clock.WallNow;
        if (sender is null)
        {
            Interlocked.Increment(ref elsewhere);
        }
        else if (!SntpReply.IsQuestion(question) || sender.Port == 0)
        {
            Interlocked.Increment(ref malformed);
        }
        else if (!gate.Admit(sender.Address))
        {
            Interlocked.Increment(ref overRate);
        }
        else
        {
            SntpReply.Write(question, received, trust(), reply);
            SntpReply.Stamp(clock.WallNow, reply);
            socket.Send(reply, sender);
            Interlocked.Increment(ref answered);
        }
    }

    [LoggerMessage(LogLevel.Information, "Cameras behind {Interface} can have the time at {Address}")]
    private partial void LogServing(IPAddress address, string @interface);

    [LoggerMessage(LogLevel.Warning, "The time cannot be served at {Address}, port {Port}: {Cause}. The clocks of cameras there are set by hand")]
    private partial void LogRefused(IPAddress address, int port, string cause);
}
