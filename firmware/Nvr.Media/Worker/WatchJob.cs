using System.Net.Sockets;
using Nvr.Core;
using Nvr.Media.Watching;
using Nvr.Sandbox.Protocol;

namespace Nvr.Media.Worker;

/// <summary>
/// Takes formats and units of several cameras, a track each, and sends back what moves in their pictures. Each <see cref="MessageKind.Passed"/> is answered with <see cref="MessageKind.Stats"/> when all before it is
/// done, so that nvrd knows how far behind this process is and leaves out what it cannot manage. Where sizes say that nothing changes, key frames alone are decoded. With a model it tells what those things are as well. A camera whose format cannot be decoded is not looked at, the others are. Ends when nvrd says no more.
/// </summary>
internal sealed class WatchJob : IWorkerJob
{
    private readonly CameraEye?[] eyes = new CameraEye?[MotionMessage.MaxTracks];
    private MessageWriter? output;
    private readonly ObjectDesk? objects;
    private readonly KeptBytes kept = new(KeptBytes.Usual);
    private readonly BoardDecoders boards;
    private readonly bool decodesAll;
    private long taken;
    private long refused;

    /// <param name="objects">Tells what it is that moves; null without a model. Owned by this one.</param>
    /// <param name="decodesAll">Every picture is decoded, whatever the sizes of the coded ones say.</param>
    /// <param name="boards">The board's decoders; null for none. Owned by this one.</param>
    public WatchJob(ObjectDesk? objects = null, bool decodesAll = false, BoardDecoders? boards = null) =>
        (this.objects, this.decodesAll, this.boards) = (objects, decodesAll, boards ?? BoardDecoders.None());

    public string Encoder => "";

    public void Run(MessageReader reader, MessageWriter writer)
    {
        output = writer;
        objects?.Begin(Tell);
        while (!reader.Ended)
        {
            reader.Fill();
            while (reader.TryTake(out MessageKind kind, out ReadOnlySpan<byte> payload))
            {
                Take(kind, payload);
            }
        }
        objects?.Finish();
    }

    public void Dispose()
    {
        objects?.Dispose();
        foreach (CameraEye? eye in eyes)
        {
            eye?.Dispose();
        }
        boards.Dispose();
    }

    private void Take(MessageKind kind, ReadOnlySpan<byte> payload)
    {
        switch (kind)
        {
            case MessageKind.Format when FormatMessage.Read(payload) is { Track: < MotionMessage.MaxTracks } format:
                Begin(format);
                break;
            case MessageKind.Unit when UnitMessage.TryRead(payload, out UnitMessage unit) && unit.Track < MotionMessage.MaxTracks:
                taken++;
                eyes[unit.Track]?.See(unit);
                break;
            case MessageKind.Passed when PassedMessage.Read(payload) is not null:
                output!.Send(MessageKind.Stats, new StatsMessage(taken, eyes.Sum(e => e?.Seen ?? 0), refused + eyes.Sum(e => e?.Damaged ?? 0)).Write());
                break;
            default:
                throw new NvrException(ErrorKind.Protocol, "The recorder sent something that this process does not expect.");
        }
    }

    private void Begin(FormatMessage format)
    {
        CameraEye eye = eyes[format.Track] ??= new CameraEye(format.Track, new EyeWords(Tell, Tell), kept, boards, decodesAll, objects is null ? null : new ObjectEye(format.Track, objects, Tell));
        try
        {
            eye.Begin(format.Format);
        }
        catch (NvrException unsupported) when (unsupported.Kind == ErrorKind.Unsupported)
        {
            refused++;
        }
    }

    // On the thread of the model, which has nobody to fail to.
    private void Tell(VerdictMessage verdict)
    {
        try
        {
            output!.Send(MessageKind.Verdict, verdict.Write());
        }
        catch (SocketException)
        {
            // nvrd has hung up; reading shows it.
        }
    }

    private void Tell(ObjectMessage known) => output!.Send(MessageKind.Object, known.Write());

    private void Tell(MotionMessage motion) => output!.Send(MessageKind.Motion, motion.Write());

    private void Tell(DecodingMessage decoding) => output!.Send(MessageKind.Decoding, decoding.Write());
}
