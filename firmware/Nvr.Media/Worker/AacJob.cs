using Nvr.Core;
using Nvr.Media.Sound;
using Nvr.Sandbox.Protocol;

namespace Nvr.Media.Worker;

/// <summary>
/// Takes formats and units of sound and sends AAC back as track 0, on one row of samples without holes. Each <see cref="MessageKind.Passed"/> is
/// answered with <see cref="MessageKind.Stats"/> when all before it is done. When nvrd says no more, the rest is sent and the job ends.
/// </summary>
internal sealed class AacJob : IWorkerJob, ICodedSink
{
    private readonly AacTranscoder transcoder;
    private MessageWriter? output;
    private long taken;
    private long coded;

    public AacJob(WorkerOrder order) => transcoder = new AacTranscoder(order.SampleRate, order.Channels, this);

    public string Encoder => "aac";

    public void Run(MessageReader reader, MessageWriter writer)
    {
        output = writer;
        writer.Send(MessageKind.Format, new FormatMessage(0, transcoder.Format).Write());
        while (!reader.Ended)
        {
            reader.Fill();
            while (reader.TryTake(out MessageKind kind, out ReadOnlySpan<byte> payload))
            {
                Take(kind, payload);
            }
        }
        transcoder.Finish();
    }

    public void OnPacket(in CodedPacket packet)
    {
        // The encoder's run-up lies before the first sample and says nothing.
        if (packet.Dts >= 0)
        {
            coded++;
            output!.Send(new UnitMessage { Track = 0, IsRandomAccess = true, Dts = packet.Dts, CaptureUs = 0, Data = packet.Data });
        }
    }

    public void Dispose() => transcoder.Dispose();

    private void Take(MessageKind kind, ReadOnlySpan<byte> payload)
    {
        switch (kind)
        {
            case MessageKind.Format when FormatMessage.Read(payload) is { } format:
                transcoder.Begin(format.Format);
                break;
            case MessageKind.Unit when UnitMessage.TryRead(payload, out UnitMessage unit):
                taken++;
                transcoder.Convert(unit.Data, unit.Dts);
                break;
            case MessageKind.Passed when PassedMessage.Read(payload) is { } passed:
                transcoder.Pass(passed.Dts);
                output!.Send(MessageKind.Stats, new StatsMessage(taken, coded, transcoder.Damaged).Write());
                break;
            default:
                throw new NvrException(ErrorKind.Protocol, "The recorder sent something that this process does not expect.");
        }
    }
}
