using System.Buffers.Binary;
using Bench.Processes;
using Nvr.Sandbox.Processes;
using Nvr.Sandbox.Protocol;

namespace Bench.Decoding;

/// <summary>What one analysing process costs that looks at many cameras at once, as fast as it can.</summary>
internal static class Crowd
{
    /// <summary>Seconds of a processor's core for a second of all cameras, and the share of units that were decoded. Each camera shows another scene, round and round, so that not all of them move at once.</summary>
    public static async Task<(double Core, double Decoded)> MeasureAsync(string nvrd, IReadOnlyList<CodedScene> scenes, int cameras, bool decodesAll)
    {
        await using WorkerProcess process = WorkerProcess.Start(new WorkerProgram(nvrd, ["analyze"]));
        process.Socket.Blocking = true;
        using var reader = new MessageReader(process.Socket);
        var writer = new MessageWriter(process.Socket);
        long[] decoded = new long[cameras];
        writer.Send(MessageKind.Order, new WorkerOrder { Task = WorkerTask.Watch, DecodesAll = decodesAll }.Write());
        Take(reader, MessageKind.Ready, decoded);
        for (int track = 0; track < cameras; track++)
        {
            writer.Send(MessageKind.Format, new FormatMessage(track, scenes[track % scenes.Count].Format).Write());
        }
        byte[] question = new byte[PassedMessage.Bytes];
        int pictures = scenes.Min(s => s.Units.Count);
        long before = ProcessUsage.CpuNs(process.Pid);
        for (int n = 0; n < pictures; n++)
        {
            for (int track = 0; track < cameras; track++)
            {
                CodedScene scene = scenes[track % scenes.Count];
                BinaryPrimitives.WriteInt64LittleEndian(question, n);
                writer.Send(new UnitMessage { Track = track, IsRandomAccess = scene.Units[n].IsKey, Dts = n, CaptureUs = CodedScene.CaptureUs(n), Data = scene.Units[n].Data });
                writer.Send(MessageKind.Passed, question);
                Take(reader, MessageKind.Stats, decoded);
            }
        }
        return ((ProcessUsage.CpuNs(process.Pid) - before) / 1e9 / (pictures / CodedScene.Fps), decoded.Sum() / (double)(pictures * cameras));
    }

    private static void Take(MessageReader reader, MessageKind until, long[] decoded)
    {
        while (!reader.Ended)
        {
            while (reader.TryTake(out MessageKind kind, out ReadOnlySpan<byte> payload))
            {
                if (kind == until)
                {
                    return;
                }
                if (kind == MessageKind.Decoding && DecodingMessage.Read(payload) is { } told)
                {
                    decoded[told.Track] = told.Decoded;
                }
            }
            reader.Fill();
        }
        throw new InvalidOperationException("The process is gone.");
    }
}
