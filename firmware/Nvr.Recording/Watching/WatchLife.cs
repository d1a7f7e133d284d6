using System.Buffers;
using System.Net.Sockets;
using Nvr.Core;
using Nvr.Core.Media;
using Nvr.Core.Time;
using Nvr.Sandbox.Processes;
using Nvr.Sandbox.Protocol;
using Nvr.Storage.Models;

namespace Nvr.Recording.Watching;

/// <summary>
/// One life of the analysing process: what is sent to it and what it answers. It is believed little: whatever breaks the protocol, answers what was not asked or keeps silent ends it. Used by one task; no call
/// blocks. Disposing ends the process.
/// </summary>
/// <param name="model">The one that the process was lent; null for none.</param>
internal sealed class WatchLife(WorkerProcess process, BoxClock clock, TimeSpan patience, DetectionModel? model) : IAsyncDisposable
{
    /// <summary>Pictures that may be on their way: what a box of sixteen cameras reads at once.</summary>
    private const int MostUnanswered = 128;

    /// <summary>What is sent at once: about as much as the socket takes.</summary>
    private const int MostOutgoing = 192 << 10;

    /// <summary>One picture completes at most as many: when a decoder gives up waiting for those in between, or the process catches up with six seconds of which it had decoded nothing but the key frame.</summary>
    private const int MostFindings = 64;

    /// <summary>Share of a core, during its silence, from which on it was busy with a picture. Less, and somebody stopped it or let it have no processor: no picture's fault.</summary>
    private const double Busy = 0.1;

    private readonly MessageReader reader = new(process.Socket);
    private readonly Queue<int> unanswered = new();
    private readonly ArrayBufferWriter<byte> outgoing = new(MostOutgoing);
    private readonly TrackFormat?[] told = new TrackFormat?[MotionMessage.MaxTracks];
    private readonly ModelTalk? talk = model is null ? null : new ModelTalk(model, clock.MonotonicUs);
    private readonly bool[] asked = new bool[MotionMessage.MaxTracks];
    private long heardUs = clock.MonotonicUs;
    private long newestUs;
    private (long AtUs, TimeSpan Used)? silence;
    private bool isBlameless;
    private int sent;
    private int findings;

    public int Pid => process.Pid;

    /// <summary>The model that the process was lent, and what it thinks of that; null where it was lent none.</summary>
    public ModelTalk? Talk => talk;

    /// <summary>Whether another picture can be put to those that are sent next.</summary>
    public bool HasRoom => sent == 0 && outgoing.WrittenCount < MostOutgoing && unanswered.Count < MostUnanswered;

    /// <summary>Something is half sent.</summary>
    public bool IsStuck => outgoing.WrittenCount > 0;

    /// <summary>The track whose picture the process was at when it ended; null when it had nothing to do.</summary>
    public int? Suspect => !isBlameless && unanswered.TryPeek(out int track) ? track : null;

    /// <param name="avoidsBoard">The board's decoders are left alone.</param>
    public void Order(bool avoidsBoard)
    {
        Put(MessageKind.Order, new WorkerOrder { Task = WorkerTask.Watch, Model = model?.Manifest, AvoidsBoard = avoidsBoard }.Write());
        Flush();
    }

    /// <summary>Whether it has closed itself in and is ready; throws when it failed or ended instead.</summary>
    public bool IsReady()
    {
        Flush();
        reader.Fill();
        if (!reader.TryTake(out MessageKind kind, out ReadOnlySpan<byte> payload))
        {
            return reader.Ended ? throw Over() : false;
        }
        heardUs = clock.MonotonicUs;
        return kind switch
        {
            MessageKind.Ready when ReadyMessage.Read(payload) is not null => true,
            MessageKind.Failure => throw FailureOf(payload),
            _ => throw Breach("spoke out of turn"),
        };
    }

    /// <summary>Puts a picture to those that <see cref="Flush"/> sends, all at once. The unit is released.</summary>
    public void Put(int track, in TappedUnit unit)
    {
        if (unanswered.Count == 0)
        {
            heardUs = clock.MonotonicUs;
        }
        if (!ReferenceEquals(told[track], unit.Format))
        {
            told[track] = unit.Format;
            Put(MessageKind.Format, new FormatMessage(track, unit.Format).Write());
        }
        outgoing.Write(unit.Buffer.AsSpan(0, unit.Length));
        unit.Release();
        unanswered.Enqueue(track);
        asked[track] = true;
        newestUs = Math.Max(newestUs, unit.ShownUs);
    }

    /// <summary>Sends as much as the socket takes.</summary>
    public void Flush()
    {
        while (sent < outgoing.WrittenCount)
        {
            int count = process.Socket.Send(outgoing.WrittenSpan[sent..], SocketFlags.None, out SocketError error);
            if (error is not SocketError.Success)
            {
                // Full, or it has hung up: that is found out, with what it said before, by reading.
                return;
            }
            sent += count;
        }
        outgoing.ResetWrittenCount();
        sent = 0;
    }

    /// <summary>The track belongs to another camera from now on.</summary>
    public void Forget(int track) => told[track] = null;

    /// <summary>Goes on sending, and hands on what it found. Throws <see cref="NvrException"/> when its life is over.</summary>
    public void Exchange(IWatchFindings found)
    {
        Flush();
        do
        {
            Take(found);
        }
        while (reader.Fill() > 0);
        if (reader.Ended)
        {
            throw Over();
        }
        long silentUs = unanswered.Count > 0 ? clock.MonotonicUs - heardUs : 0;
        if (silentUs < patience.TotalMicroseconds / 2)
        {
            silence = null;
        }
        else if (silence is not { } noted)
        {
            silence = (clock.MonotonicUs, process.ProcessorTime);
        }
        else if (silentUs > patience.TotalMicroseconds)
        {
            isBlameless = (process.ProcessorTime - noted.Used).TotalMicroseconds < Busy * (clock.MonotonicUs - noted.AtUs);
            throw new NvrException(ErrorKind.Unreachable, "The process that looks for motion does not answer any longer.");
        }
    }

    public async ValueTask DisposeAsync()
    {
        await process.DisposeAsync();
        reader.Dispose();
    }

    private void Take(IWatchFindings found)
    {
        while (reader.TryTake(out MessageKind kind, out ReadOnlySpan<byte> payload))
        {
            // Objects answer nothing that was asked.
            heardUs = kind == MessageKind.Object ? heardUs : clock.MonotonicUs;
            switch (kind)
            {
                case MessageKind.Stats when StatsMessage.Read(payload) is not null && unanswered.TryDequeue(out _):
                    findings = 0;
                    break;
                case MessageKind.Motion when MotionMessage.Read(payload) is { } motion && IsExpected(motion):
                    found.Found(motion);
                    break;
                case MessageKind.Decoding when DecodingMessage.Read(payload) is { } decoding && IsTurnOf(decoding.Track):
                    found.Found(decoding);
                    break;
                case MessageKind.Verdict when talk?.TakeVerdict(payload) == true:
                    found.Judged(talk.Model, talk.Verdict!);
                    break;
                case MessageKind.Object when talk?.TakeObject(payload, newestUs, clock.MonotonicUs) is { } known && IsAsked(known.Track):
                    found.Found(talk.Model, known);
                    break;
                case MessageKind.Failure:
                    throw FailureOf(payload);
                default:
                    throw Breach("spoke out of turn");
            }
        }
    }

    // What a decoder held back comes with a later picture, of the same camera.
    private bool IsExpected(MotionMessage motion) => motion.CaptureUs <= newestUs && IsTurnOf(motion.Track);

    private bool IsTurnOf(int track) => unanswered.TryPeek(out int asked) && asked == track && ++findings <= MostFindings;

    // What was found before the track went to another camera may still come.
    private bool IsAsked(int track) => track < asked.Length && asked[track];

    private void Put(MessageKind kind, ReadOnlySpan<byte> payload)
    {
        MessageFrame.WriteHeader(outgoing.GetSpan(MessageFrame.HeaderBytes), kind, payload.Length);
        outgoing.Advance(MessageFrame.HeaderBytes);
        outgoing.Write(payload);
    }

    private static NvrException FailureOf(ReadOnlySpan<byte> payload) =>
        FailureMessage.Read(payload) is { } failure
            ? new NvrException(failure.Kind, failure.Sentence) { NextStep = failure.NextStep }
            : Breach("failed without a reason");

    private static NvrException Breach(string what) => new(ErrorKind.Protocol, $"The process that looks for motion {what}.");

    private NvrException Over() => new(ErrorKind.Unreachable, $"The process that looks for motion is gone: {process.ReadEnd() ?? "it hung up"}.");
}
