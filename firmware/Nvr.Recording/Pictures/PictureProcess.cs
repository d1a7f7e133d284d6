using System.Buffers;
using System.Net.Sockets;
using Nvr.Core;
using Nvr.Core.Media;
using Nvr.Core.Time;
using Nvr.Sandbox.Processes;
using Nvr.Sandbox.Protocol;
using Nvr.Storage;

namespace Nvr.Recording.Pictures;

/// <summary>
/// A sandboxed process that makes pictures, spoken with in turns: nothing is sent before the last thing is answered. One caller at a time. It is believed nothing: what breaks the protocol, is no
/// JPEG of the size that was ordered, or takes too long is its end, an <see cref="NvrException"/> of kind <see cref="ErrorKind.Protocol"/>. Disposing ends the process.
/// </summary>
internal sealed class PictureProcess : IAsyncDisposable
{
    private const int EndLooks = 100;

    /// <summary>In place of a tile, for a picture from which later ones are made.</summary>
    private const int OnTheWay = -1;

    private static readonly TimeSpan EndLookInterval = TimeSpan.FromMilliseconds(20);

    /// <summary>A key frame of 8 megapixels takes a busy small processor less than two.</summary>
    private static readonly TimeSpan AnswerLimit = TimeSpan.FromSeconds(20);

    private readonly WorkerProcess process;
    private readonly BoxClock clock;
    private readonly MessageReader reader;
    private readonly ArrayBufferWriter<byte> outgoing = new(64 << 10);
    private TrackFormat? announced;
    private CanvasOrder? order;
    private long drawn;

    private PictureProcess(WorkerProcess process, BoxClock clock)
    {
        (this.process, this.clock) = (process, clock);
        reader = new MessageReader(process.Socket);
    }

    /// <summary>Returns when the process has closed itself in. What it says of why it cannot is passed on with its kind.</summary>
    public static async Task<PictureProcess> OpenAsync(WorkerProgram program, BoxClock clock, CancellationToken cancellation)
    {
        var opened = new PictureProcess(WorkerProcess.Start(program), clock);
        try
        {
            opened.Put(MessageKind.Order, new WorkerOrder { Task = WorkerTask.Pictures }.Write());
            _ = await opened.AskAsync(MessageKind.Ready, p => ReadyMessage.Read(p), cancellation).ConfigureAwait(false);
            return opened;
        }
        catch
        {
            await opened.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>A new sheet; what was drawn on the one before is gone.</summary>
    public void Begin(CanvasOrder wanted)
    {
        order = wanted;
        Put(MessageKind.Canvas, wanted.Write());
    }

    /// <summary>Draws the last picture of a group. False when it cannot be decoded: its tile stays black.</summary>
    public async Task<bool> DrawAsync(int tile, PictureGroup group, CancellationToken cancellation)
    {
        if (!group.Format.Equals(announced))
        {
            announced = group.Format;
            Put(MessageKind.Format, new FormatMessage(0, group.Format).Write());
        }
        long now = drawn;
        for (int i = 0; i < group.Pictures.Count; i++)
        {
            Put(i == group.Pictures.Count - 1 ? tile : OnTheWay, i == 0, group.Pictures[i]);
            now = await AskAsync(MessageKind.Stats, p => StatsMessage.Read(p)?.Coded, cancellation).ConfigureAwait(false);
        }
        bool isDrawn = now != drawn;
        drawn = now;
        return isDrawn;
    }

    public Task<byte[]> FinishAsync(CancellationToken cancellation)
    {
        Span<byte> passed = stackalloc byte[PassedMessage.Bytes];
        new PassedMessage(0).Write(passed);
        Put(MessageKind.Passed, passed);
        return AskAsync(MessageKind.Unit, JpegOf, cancellation);
    }

    public async ValueTask DisposeAsync()
    {
        await process.DisposeAsync().ConfigureAwait(false);
        reader.Dispose();
    }

    private byte[]? JpegOf(ReadOnlySpan<byte> payload) =>
        UnitMessage.TryRead(payload, out UnitMessage unit) && JpegShape.Is(unit.Data, order!.Columns * order.TileWidth, order.Rows * order.TileHeight) ? unit.Data.ToArray() : null;

    private void Put(MessageKind kind, ReadOnlySpan<byte> payload)
    {
        Span<byte> bytes = outgoing.GetSpan(MessageFrame.HeaderBytes + payload.Length);
        MessageFrame.WriteHeader(bytes, kind, payload.Length);
        payload.CopyTo(bytes[MessageFrame.HeaderBytes..]);
        outgoing.Advance(MessageFrame.HeaderBytes + payload.Length);
    }

    private void Put(int tile, bool isKey, ReadOnlySpan<byte> data)
    {
        var unit = new UnitMessage { Track = 0, IsRandomAccess = isKey, Dts = tile, CaptureUs = 0, Data = data };
        Span<byte> bytes = outgoing.GetSpan(MessageFrame.HeaderBytes + UnitMessage.HeaderBytes + data.Length);
        MessageFrame.WriteHeader(bytes, MessageKind.Unit, UnitMessage.HeaderBytes + data.Length);
        unit.WriteHeader(bytes[MessageFrame.HeaderBytes..]);
        data.CopyTo(bytes[(MessageFrame.HeaderBytes + UnitMessage.HeaderBytes)..]);
        outgoing.Advance(MessageFrame.HeaderBytes + UnitMessage.HeaderBytes + data.Length);
    }

    private delegate TAnswer? Parser<TAnswer>(ReadOnlySpan<byte> payload);

    private Task<byte[]> AskAsync(MessageKind expected, Parser<byte[]> parse, CancellationToken cancellation) => AskAsync<byte[]>(expected, parse, cancellation);

    private async Task<long> AskAsync(MessageKind expected, Parser<long?> parse, CancellationToken cancellation) =>
        (await AskAsync<object>(expected, p => parse(p), cancellation).ConfigureAwait(false)) is long value ? value : 0;

    /// <summary>Sends what waits and takes the one answer to it.</summary>
    private async Task<TAnswer> AskAsync<TAnswer>(MessageKind expected, Parser<TAnswer> parse, CancellationToken cancellation)
        where TAnswer : class
    {
        using var silence = new CancellationTokenSource(AnswerLimit, clock.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(silence.Token, cancellation);
        try
        {
            await SendAsync(either.Token).ConfigureAwait(false);
            while (true)
            {
                if (Take(expected, parse) is { } answer)
                {
                    return answer;
                }
                if (reader.Ended)
                {
                    throw await OverAsync().ConfigureAwait(false);
                }
                // Completes when there is something to read, or nothing more.
                await process.Socket.ReceiveAsync(Memory<byte>.Empty, SocketFlags.None, either.Token).ConfigureAwait(false);
                reader.Fill();
            }
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
        try
        {
            for (ReadOnlyMemory<byte> left = outgoing.WrittenMemory; !left.IsEmpty;)
            {
                left = left[await process.Socket.SendAsync(left, SocketFlags.None, cancellation).ConfigureAwait(false)..];
            }
        }
        catch (SocketException)
        {
            // Why, whoever reads finds out: the process may have said it before it hung up.
        }
        outgoing.ResetWrittenCount();
    }

    private TAnswer? Take<TAnswer>(MessageKind expected, Parser<TAnswer> parse)
        where TAnswer : class
    {
        if (!reader.TryTake(out MessageKind kind, out ReadOnlySpan<byte> payload))
        {
            return null;
        }
        if (kind == MessageKind.Failure && FailureMessage.Read(payload) is { } failure)
        {
            throw new NvrException(failure.Kind, failure.Sentence) { NextStep = failure.NextStep };
        }
        return kind == expected && parse(payload) is { } answer ? answer : throw Failed("spoke out of turn");
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

    private static NvrException Failed(string what) => new(ErrorKind.Protocol, $"The process that makes pictures {what}.");
}
