using System.Buffers;
using System.Net.Sockets;
using Nvr.Core;
using Nvr.Core.Media;
using Nvr.Core.Time;
using Nvr.Mp4.Stitching;
using Nvr.Sandbox.Processes;
using Nvr.Sandbox.Protocol;

namespace Nvr.Recording.Exports;

/// <summary>
/// The sound of one export on its way through a sandboxed process. One caller at a time. The process is believed nothing: whatever breaks the protocol,
/// does not lie where the next sound belongs, ends early or keeps silent for a minute ends the conversion with a sentence. Disposing ends the process.
/// </summary>
internal sealed class SoundConversion : ISoundConverter, IAsyncDisposable
{
    /// <summary>AAC-LC has as many samples in each frame.</summary>
    private const int FrameTicks = 1024;

    /// <summary>ISO/IEC 14496-3, 4.5.3.1, wants 768 bytes a channel; FFmpeg's coder was seen to need 779 where a sound begins suddenly. What is far beyond is no frame.</summary>
    private const int MaxFrameBytes = 2048;

    /// <summary>What one call may bring beyond the time that has passed: sound that came ahead of it and what the encoder holds.</summary>
    private const int MaxLeadSeconds = 60;

    private const int EndLooks = 100;

    private static readonly TimeSpan EndLookInterval = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan AnswerLimit = TimeSpan.FromSeconds(60);

    private readonly WorkerProcess process;
    private readonly BoxClock clock;
    private readonly MessageReader reader;
    private readonly ArrayBufferWriter<byte> outgoing = new(64 << 10);
    private readonly ArrayBufferWriter<byte> data = new(16 << 10);
    private readonly List<int> sizes = [];
    private readonly SoundTarget target;
    private TrackFormat? announced;
    private TrackFormat? begun;
    private long nextDts;
    private long heardUntil;
    private bool isReady;
    private bool answered;

    private SoundConversion(WorkerProcess process, SoundTarget target, BoxClock clock)
    {
        (this.process, this.target, this.clock) = (process, target, clock);
        reader = new MessageReader(process.Socket);
    }

    public TrackFormat Format => announced!;

    /// <summary>Returns when the process has closed itself in and said what it will send.</summary>
    public static async Task<SoundConversion> OpenAsync(WorkerProgram program, SoundTarget target, BoxClock clock, CancellationToken cancellation)
    {
        var conversion = new SoundConversion(Start(program), target, clock);
        try
        {
            var order = new WorkerOrder { Task = WorkerTask.Aac, SampleRate = target.Rate, Channels = target.Channels };
            conversion.Put(MessageKind.Order, order.Write());
            await conversion.ExchangeAsync(() => conversion.announced is not null, cancellation).ConfigureAwait(false);
            return conversion;
        }
        catch
        {
            await conversion.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    public void Add(TrackFormat format, long dts, ReadOnlySpan<byte> unit)
    {
        if (!ReferenceEquals(format, begun) && !format.Equals(begun))
        {
            begun = format;
            Put(MessageKind.Format, new FormatMessage(0, format).Write());
        }
        var message = new UnitMessage { Track = 0, IsRandomAccess = true, Dts = dts, CaptureUs = 0, Data = unit };
        Span<byte> bytes = outgoing.GetSpan(MessageFrame.HeaderBytes + UnitMessage.HeaderBytes + unit.Length);
        MessageFrame.WriteHeader(bytes, MessageKind.Unit, UnitMessage.HeaderBytes + unit.Length);
        message.WriteHeader(bytes[MessageFrame.HeaderBytes..]);
        unit.CopyTo(bytes[(MessageFrame.HeaderBytes + UnitMessage.HeaderBytes)..]);
        outgoing.Advance(MessageFrame.HeaderBytes + UnitMessage.HeaderBytes + unit.Length);
        heardUntil = Math.Max(heardUntil, dts * target.Rate / format.ClockRate);
    }

    public async ValueTask<SoundRun> ConvertAsync(long passed, CancellationToken cancellation)
    {
        long start = Begin(passed);
        await ExchangeAsync(() => answered, cancellation).ConfigureAwait(false);
        return new SoundRun(start, FrameTicks, sizes, data.WrittenMemory);
    }

    public async ValueTask<SoundRun> FinishAsync(long end, CancellationToken cancellation)
    {
        long start = Begin(end);
        await ExchangeAsync(() => answered, cancellation).ConfigureAwait(false);
        try
        {
            process.Socket.Shutdown(SocketShutdown.Send);
        }
        catch (SocketException)
        {
            // It has hung up itself; whether it had sent everything is looked at below.
        }
        await ExchangeAsync(() => reader.Ended, cancellation).ConfigureAwait(false);
        return nextDts >= end ? new SoundRun(start, FrameTicks, sizes, data.WrittenMemory) : throw await OverAsync().ConfigureAwait(false);
    }

    public async ValueTask DisposeAsync()
    {
        await process.DisposeAsync().ConfigureAwait(false);
        reader.Dispose();
    }

    private static WorkerProcess Start(WorkerProgram program)
    {
        try
        {
            return WorkerProcess.Start(program);
        }
        catch (NvrException failure)
        {
            throw new NvrException(failure.Kind, $"The sound cannot be converted now. {failure.Message} Try again later, or export with the sound as recorded.", failure);
        }
    }

    private long Begin(long passed)
    {
        Span<byte> payload = stackalloc byte[PassedMessage.Bytes];
        new PassedMessage(passed).Write(payload);
        Put(MessageKind.Passed, payload);
        heardUntil = Math.Max(heardUntil, passed);
        answered = false;
        sizes.Clear();
        data.ResetWrittenCount();
        return nextDts;
    }

    private void Put(MessageKind kind, ReadOnlySpan<byte> payload)
    {
        Span<byte> bytes = outgoing.GetSpan(MessageFrame.HeaderBytes + payload.Length);
        MessageFrame.WriteHeader(bytes, kind, payload.Length);
        payload.CopyTo(bytes[MessageFrame.HeaderBytes..]);
        outgoing.Advance(MessageFrame.HeaderBytes + payload.Length);
    }

    /// <summary>Sends what waits and reads at the same time, so that neither side can hold up the other, until there is what is waited for.</summary>
    private async Task ExchangeAsync(Func<bool> done, CancellationToken cancellation)
    {
        using var silence = new CancellationTokenSource(AnswerLimit, clock.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(silence.Token, cancellation);
        Task sending = SendAsync(either.Token);
        try
        {
            Take();
            while (!done())
            {
                if (reader.Ended)
                {
                    throw await OverAsync().ConfigureAwait(false);
                }
                // Completes when there is something to read, or nothing more.
                await process.Socket.ReceiveAsync(Memory<byte>.Empty, SocketFlags.None, either.Token).ConfigureAwait(false);
                reader.Fill();
                silence.CancelAfter(AnswerLimit);
                Take();
            }
            await sending.ConfigureAwait(false);
            outgoing.ResetWrittenCount();
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            throw Failed("does not answer any longer");
        }
        catch (SocketException)
        {
            throw await OverAsync().ConfigureAwait(false);
        }
    }

    private async Task SendAsync(CancellationToken cancellation)
    {
        ReadOnlyMemory<byte> left = outgoing.WrittenMemory;
        try
        {
            while (!left.IsEmpty)
            {
                left = left[await process.Socket.SendAsync(left, SocketFlags.None, cancellation).ConfigureAwait(false)..];
            }
        }
        catch (Exception over) when (over is SocketException or OperationCanceledException)
        {
            // Why, whoever reads finds out: the process may have said it before it hung up.
        }
    }

    private void Take()
    {
        while (reader.TryTake(out MessageKind kind, out ReadOnlySpan<byte> payload))
        {
            switch (kind)
            {
                case MessageKind.Ready when !isReady:
                    isReady = true;
                    break;
                case MessageKind.Format when isReady && announced is null && FormatMessage.Read(payload) is { } format && target.Fits(format.Format):
                    announced = format.Format;
                    break;
                case MessageKind.Unit when announced is not null && UnitMessage.TryRead(payload, out UnitMessage unit):
                    Take(unit);
                    break;
                case MessageKind.Stats when announced is not null && !answered && StatsMessage.Read(payload) is not null:
                    answered = true;
                    break;
                case MessageKind.Failure when FailureMessage.Read(payload) is { } failure:
                    throw new NvrException(failure.Kind, failure.NextStep is { } step ? $"{failure.Sentence} {step}" : failure.Sentence);
                default:
                    throw Failed("spoke out of turn");
            }
        }
    }

    private void Take(in UnitMessage unit)
    {
        bool isNext = unit.Track == 0 && unit.Dts == nextDts && unit.Data.Length <= MaxFrameBytes * target.Channels;
        if (!isNext || nextDts > heardUntil + ((long)MaxLeadSeconds * target.Rate))
        {
            throw Failed("sent something that is not the next sound");
        }
        nextDts += FrameTicks;
        sizes.Add(unit.Data.Length);
        data.Write(unit.Data);
    }

    /// <summary>Its end follows upon the end of what it sends, but not at once.</summary>
    private async Task<NvrException> OverAsync()
    {
        for (int i = 0; i < EndLooks && process.ReadEnd() is null; i++)
        {
            await Task.Delay(EndLookInterval, clock.Time).ConfigureAwait(false);
        }
        return Failed($"is gone: {process.ReadEnd() ?? "it hung up"}");
    }

    private static NvrException Failed(string what) => new(
        ErrorKind.Unsupported, $"The process that converts the sound {what}. Try again, or export with the sound as recorded.");
}
