using System.Net.Sockets;
using Nvr.Core;
using Nvr.Core.Media;
using Nvr.Core.Time;
using Nvr.Recording.Streams;
using Nvr.Sandbox.Processes;
using Nvr.Sandbox.Protocol;

namespace Nvr.Recording.Captured;

/// <summary>
/// What a sandboxed process sends, as a session like any camera's. The process is believed nothing: what breaks the protocol, is no
/// picture, runs ahead of time or floods ends the session, and with it the process. Threads as <see cref="IStreamSession"/> says.
/// </summary>
internal sealed class CapturedSession(WorkerProcess process, BoxClock clock) : IStreamSession
{
    /// <summary>One gulp never holds the pump thread longer than this many bytes take; the rest waits for the next.</summary>
    private const int MaxGulpBytes = 2 << 20;

    private readonly MessageReader reader = new(process.Socket);
    private readonly CapturedVideo video = new(clock);
    private readonly FloodGate gate = new(clock.MonotonicUs);

    public string? CertificateSha256 => null;

    public bool ByDatagrams => false;

    public int Pid => process.Pid;

    /// <summary>The process's own counts, as it tells them.</summary>
    public StatsMessage Stats { get; private set; }

    public void Send(WorkerOrder order)
    {
        try
        {
            new MessageWriter(process.Socket).Send(MessageKind.Order, order.Write());
        }
        catch (SocketException)
        {
            // It is gone already; why, it may have said, and the wait for its answer finds that out.
        }
    }

    /// <summary>What keeps the process in and what it encodes with, once it says so; null before. Throws when it failed or ended instead.</summary>
    public ReadyMessage? TakeReady()
    {
        reader.Fill();
        if (!reader.TryTake(out MessageKind kind, out ReadOnlySpan<byte> payload))
        {
            return reader.Ended ? throw Over() : null;
        }
        return kind switch
        {
            MessageKind.Ready when ReadyMessage.Read(payload) is { } ready => ready,
            MessageKind.Failure => throw FailureOf(payload),
            _ => throw Breach("spoke out of turn"),
        };
    }

    public int Drain(IAccessUnitSink sink)
    {
        int bytes = 0;
        Take(sink);
        while (bytes < MaxGulpBytes && reader.Fill() is > 0 and int count)
        {
            bytes += count;
            Take(sink);
        }
        gate.Admit(bytes, clock.MonotonicUs);
        return reader.Ended ? throw Over() : bytes;
    }

    public async ValueTask DisposeAsync()
    {
        await process.DisposeAsync();
        reader.Dispose();
        video.Dispose();
    }

    private void Take(IAccessUnitSink sink)
    {
        while (reader.TryTake(out MessageKind kind, out ReadOnlySpan<byte> payload))
        {
            gate.AdmitMessage();
            switch (kind)
            {
                case MessageKind.Unit when UnitMessage.TryRead(payload, out UnitMessage unit):
                    video.Take(unit, sink);
                    break;
                case MessageKind.Format when FormatMessage.Read(payload) is { } format:
                    video.Take(format);
                    break;
                case MessageKind.Stats when StatsMessage.Read(payload) is { } stats:
                    Stats = stats;
                    break;
                case MessageKind.Failure:
                    throw FailureOf(payload);
                default:
                    throw Breach("spoke out of turn");
            }
        }
    }

    private static NvrException FailureOf(ReadOnlySpan<byte> payload) =>
        FailureMessage.Read(payload) is { } failure
            ? new NvrException(failure.Kind, failure.Sentence) { NextStep = failure.NextStep }
            : Breach("failed without a reason");

    private static NvrException Breach(string what) => new(ErrorKind.Protocol, $"The capture process {what}; it is started anew.");

    private NvrException Over() =>
        new(ErrorKind.Unreachable, $"The capture process is gone: {process.ReadEnd() ?? "it hung up"}. It is started anew.");
}
