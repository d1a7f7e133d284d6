using System.Buffers.Binary;
using Bench.Processes;
using Nvr.Sandbox.Processes;
using Nvr.Sandbox.Protocol;
using Scenes;

namespace Bench.Decoding;

/// <summary>What the analysing process found in a coded scene, and what that cost. Immutable.</summary>
/// <param name="Present">People and cars that could be seen for a second.</param>
/// <param name="Delays">For each that was found: seconds from when half of it was in the picture until the unit came in after which it was told, ascending.</param>
/// <param name="False">Things that were nobody.</param>
/// <param name="Decoded">Share of all units.</param>
/// <param name="CpuSeconds">Of the process, for a second of the scene.</param>
internal sealed record Viewing(int Present, IReadOnlyList<double> Delays, int False, double Decoded, double CpuSeconds)
{
    private const double LeastSeconds = 1;

    public static async Task<Viewing> OfAsync(string nvrd, CodedScene coded, bool decodesAll)
    {
        await using WorkerProcess process = WorkerProcess.Start(new WorkerProgram(nvrd, ["analyze"]));
        process.Socket.Blocking = true;
        using var reader = new MessageReader(process.Socket);
        var writer = new MessageWriter(process.Socket);
        var witness = new Witness(coded);
        writer.Send(MessageKind.Order, new WorkerOrder { Task = WorkerTask.Watch, DecodesAll = decodesAll }.Write());
        Take(reader, MessageKind.Ready, witness, 0);
        writer.Send(MessageKind.Format, new FormatMessage(0, coded.Format).Write());
        byte[] question = new byte[PassedMessage.Bytes];
        long before = ProcessUsage.CpuNs(process.Pid);
        for (int n = 0; n < coded.Units.Count; n++)
        {
            BinaryPrimitives.WriteInt64LittleEndian(question, n);
            writer.Send(new UnitMessage { Track = 0, IsRandomAccess = coded.Units[n].IsKey, Dts = n, CaptureUs = CodedScene.CaptureUs(n), Data = coded.Units[n].Data });
            writer.Send(MessageKind.Passed, question);
            Take(reader, MessageKind.Stats, witness, n / CodedScene.Fps);
        }
        double cpu = (ProcessUsage.CpuNs(process.Pid) - before) / 1e9;
        int[] present = [.. witness.Seen.Where(s => s.Value.Last - s.Value.First >= LeastSeconds).Select(s => s.Key)];
        return new Viewing(
            present.Length, [.. present.Where(witness.FoundAt.ContainsKey).Select(a => witness.FoundAt[a] - witness.Seen[a].First).Order()], witness.Wrong.Count(w => !witness.Right.Contains(w)),
            witness.Decoded / (double)coded.Units.Count, cpu / coded.Scene.Seconds);
    }

    private static void Take(MessageReader reader, MessageKind until, Witness witness, double now)
    {
        while (!reader.Ended)
        {
            while (reader.TryTake(out MessageKind kind, out ReadOnlySpan<byte> payload))
            {
                if (kind == until)
                {
                    return;
                }
                if (kind == MessageKind.Motion)
                {
                    witness.Take(MotionMessage.Read(payload)!, now);
                }
                else if (kind == MessageKind.Decoding)
                {
                    witness.Decoded = DecodingMessage.Read(payload)!.Value.Decoded;
                }
                else
                {
                    throw new InvalidOperationException($"{kind} came in place of {until}.");
                }
            }
            reader.Fill();
        }
        throw new InvalidOperationException("The process is gone.");
    }

    /// <summary>Remembers who was there and who was found.</summary>
    private sealed class Witness
    {
        private readonly Scene scene;

        public Witness(CodedScene coded)
        {
            scene = new Scene(coded.Scene);
            for (int n = 0; n < coded.Units.Count; n++)
            {
                foreach (Truth truth in scene.TruthAt(n / CodedScene.Fps))
                {
                    Seen[truth.Actor] = (Seen.TryGetValue(truth.Actor, out (double First, double Last) seen) ? seen.First : n / CodedScene.Fps, n / CodedScene.Fps);
                }
            }
        }

        public Dictionary<int, (double First, double Last)> Seen { get; } = [];

        public Dictionary<int, double> FoundAt { get; } = [];

        public HashSet<int> Right { get; } = [];

        public HashSet<int> Wrong { get; } = [];

        public long Decoded { get; set; }

        public void Take(MotionMessage told, double now)
        {
            Truth[] there = [.. scene.TruthAt((told.CaptureUs - CodedScene.CaptureUs(0)) / 1e6)];
            foreach (SeenThing thing in told.Things)
            {
                Truth[] touched = [.. there.Where(t => t.Touches(thing.Left, thing.Top, thing.Left + thing.Width, thing.Top + thing.Height))];
                foreach (Truth one in touched)
                {
                    FoundAt.TryAdd(one.Actor, now);
                    Right.Add(thing.Id);
                }
                if (touched.Length == 0)
                {
                    Wrong.Add(thing.Id);
                }
            }
        }
    }
}
