using Nvr.Core;
using Nvr.Media.Sound;
using Nvr.Sandbox.Protocol;

namespace Nvr.Media.Worker;

/// <summary>
/// Takes a format and units of wire audio and sends AAC back, with the input's track number and times; ends when nvrd hangs up. A unit's
/// capture time is that of the input moved by the same span.
/// </summary>
internal sealed class AacJob : IWorkerJob, ICodedSink
{
    private AacTranscoder? transcoder;
    private MessageWriter? output;
    private int track;
    private long inputDts;
    private long inputUs;

    public string Encoder => "aac";

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

    public void OnPacket(in CodedPacket packet)
    {
        // The encoder's run-up lies before the first sample and says nothing.
        if (packet.Dts < 0)
        {
            return;
        }
        long dts = transcoder!.Origin + packet.Dts;
        output!.Send(new UnitMessage
        {
            Track = track,
            IsRandomAccess = true,
            Dts = dts,
            CaptureUs = inputUs + ((dts - inputDts) * 1_000_000 / transcoder.Format.ClockRate),
            Data = packet.Data,
        });
    }

    public void Dispose() => transcoder?.Dispose();

    private void Take(MessageKind kind, ReadOnlySpan<byte> payload)
    {
        if (kind == MessageKind.Format && FormatMessage.Read(payload) is { } format)
        {
            transcoder?.Dispose();
            transcoder = new AacTranscoder(format.Format);
            track = format.Track;
            output!.Send(MessageKind.Format, new FormatMessage(track, transcoder.Format).Write());
        }
        else if (kind == MessageKind.Unit && transcoder is not null && UnitMessage.TryRead(payload, out UnitMessage unit))
        {
            (inputDts, inputUs) = (unit.Dts, unit.CaptureUs);
            transcoder.Convert(unit.Data, unit.Dts, this);
        }
        else
        {
            throw new NvrException(ErrorKind.Protocol, "The recorder sent something that this process does not expect.");
        }
    }
}
