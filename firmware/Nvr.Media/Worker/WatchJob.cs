using Nvr.Core;
using Nvr.Media.Watching;
using Nvr.Sandbox.Protocol;

namespace Nvr.Media.Worker;

/// <summary>
/// Takes formats and units of several cameras, a track each, and sends back what moves in their pictures. Each <see cref="MessageKind.Passed"/> is answered with <see cref="MessageKind.Stats"/> when all before it is
/// done, so that nvrd knows how far behind this process is and leaves out what it cannot manage. A camera whose format cannot be decoded is not looked at, the others are. Ends when nvrd says no more.
/// </summary>
internal sealed class WatchJob : IWorkerJob
{
    private readonly CameraEye?[] eyes = new CameraEye?[MotionMessage.MaxTracks];
    private MessageWriter? output;
    private long taken;
    private long refused;

    public string Encoder => "";

    public void Run(MessageReader reader, MessageWriter writer)
    {
        output = writer;
        while (!reader.Ended)
        {
            reader.Fill();
            while (reader.TryTake(out MessageKind kind, out ReadOnlySpan<byte> payload))
            {
                Take(kind, payload);
            }
        }
    }

    public void Dispose()
    {
        foreach (CameraEye? eye in eyes)
        {
            eye?.Dispose();
        }
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
        CameraEye eye = eyes[format.Track] ??= new CameraEye(format.Track, Tell);
        try
        {
            eye.Begin(format.Format);
        }
        catch (NvrException unsupported) when (unsupported.Kind == ErrorKind.Unsupported)
        {
            refused++;
        }
    }

    private void Tell(MotionMessage motion) => output!.Send(MessageKind.Motion, motion.Write());
}
