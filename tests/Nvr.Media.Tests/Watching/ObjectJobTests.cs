using System.Net.Sockets;
using Nvr.Core.Objects;
using Nvr.Media.Watching;
using Nvr.Media.Worker;
using Nvr.Objects.Regions;
using Nvr.Objects.Running;
using Nvr.Sandbox.Protocol;
using Scenes;
using ShapeModels;

namespace Nvr.Media.Tests.Watching;

/// <summary>The analysing job with a model that is run for real, on encoded scenes of known truth; and with models that do harm.</summary>
public sealed class ObjectJobTests
{
    private static readonly Lazy<CodedScene> s_street = new(() => CodedScene.Encode(new SceneOptions("street", 3) { People = 3, Cars = 2, Seconds = 60, Contrast = 45 }, 600, (90, 240)));
    private static readonly Deadline s_patient = new(TimeProvider.System, TimeSpan.FromSeconds(100), TimeSpan.FromSeconds(100), () => Assert.Fail("Given up."));

    public ObjectJobTests()
    {
        FFmpegLibraries.Require();
        OnnxLibrary.Require();
    }

    [Theory]
    [InlineData(HeadStyle.Yolo)]
    [InlineData(HeadStyle.Detr)]
    public async Task Street_IsToldAsPeopleAndCars_EachOnItsTrack(HeadStyle style)
    {
        CodedScene scene = s_street.Value;
        (List<ObjectMessage> told, List<VerdictMessage> verdicts, List<MotionMessage> motion) = await WatchAsync(ShapeModel.Build(style), ShapeModel.Manifest(style), scene, s_patient);

        Assert.True(Assert.Single(verdicts).IsUsable);
        Assert.NotEmpty(motion);
        ObjectMessage[] last = [.. told.GroupBy(t => t.Id).Select(g => g.Last())];
        HashSet<int> right = [];
        foreach (ObjectMessage known in last)
        {
            foreach (Truth truth in scene.Scene.TruthAt((known.BestUs - CodedScene.CaptureUs(0)) / 1e6).Where(t => t.Touches(known.Best.Left, known.Best.Top, known.Best.Left + known.Best.Width, known.Best.Top + known.Best.Height)))
            {
                Assert.Equal(scene.Scene.Actors[truth.Actor].IsCar, known.Class == 1);
                Assert.Contains(BasicColour.Red, known.Colours);
                right.Add(truth.Actor);
            }
        }
        Assert.Equal(scene.Scene.Actors.Count, right.Count);
        // What a walker or a car did is told by its path.
        Assert.Contains(last, k => Math.Abs(k.Path[^1].X - k.Path[0].X) > 0.3f);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public async Task ModelThatDoesHarm_IsRefusedInWords_AndWhatMovesIsToldAllTheSame(int which)
    {
        byte[][] models = [[], [8, 7, 1, 2, 3], HostileModel.Endless(), HostileModel.Greedy(), HostileModel.Strange()];
        var hasty = new Deadline(TimeProvider.System, TimeSpan.FromSeconds(3), TimeSpan.FromSeconds(100), () => Assert.Fail("Given up."));

        (List<ObjectMessage> told, List<VerdictMessage> verdicts, List<MotionMessage> motion) = await WatchAsync(models[which], ShapeModel.Manifest(HeadStyle.Yolo), s_street.Value, hasty);

        VerdictMessage verdict = Assert.Single(verdicts);
        Assert.False(verdict.IsUsable);
        Assert.StartsWith("This model cannot be used: ", verdict.Sentence, StringComparison.Ordinal);
        Assert.Empty(told);
        Assert.Equal(s_street.Value.Units.Count, motion.Count);
    }

    private static async Task<(List<ObjectMessage> Told, List<VerdictMessage> Verdicts, List<MotionMessage> Motion)> WatchAsync(byte[] model, ModelManifest manifest, CodedScene scene, Deadline deadline)
    {
        (Socket ours, Socket theirs) = Pair();
        using Socket one = ours;
        using Socket other = theirs;
        using var reader = new MessageReader(ours);
        var writer = new MessageWriter(ours);
        // What a look costs here says nothing of the job.
        var desk = new ObjectDesk(manifest, () => model, deadline, new Turns(4, 1));
        using var job = new WatchJob(desk);
        Task running = Task.Run(() =>
        {
            using var commands = new MessageReader(theirs);
            job.Run(commands, new MessageWriter(theirs));
            theirs.Shutdown(SocketShutdown.Send);
        });
        List<ObjectMessage> told = [];
        List<VerdictMessage> verdicts = [];
        List<MotionMessage> motion = [];
        // Nothing is shown to a model that is still being loaded.
        Read(() => verdicts.Count > 0);
        writer.Send(MessageKind.Format, new FormatMessage(0, scene.Format).Write());
        for (int n = 0; n < scene.Units.Count; n++)
        {
            byte[] unit = scene.Units[n];
            writer.Send(new UnitMessage { Track = 0, IsRandomAccess = CodedScene.IsKey(unit), Dts = n, CaptureUs = CodedScene.CaptureUs(n), Data = unit });
            int seen = n + 1;
            Read(() => motion.Count >= seen);
            // Pictures come as fast as they are decoded, and no camera is as fast.
            Assert.True(!verdicts[0].IsUsable || SpinWait.SpinUntil(() => desk.IsFree, TimeSpan.FromSeconds(60)));
        }
        ours.Shutdown(SocketShutdown.Send);
        Read(() => false);
        await running;
        return (told, verdicts, motion);

        void Read(Func<bool> isEnough)
        {
            while (!isEnough() && !reader.Ended)
            {
                while (reader.TryTake(out MessageKind kind, out ReadOnlySpan<byte> payload))
                {
                    switch (kind)
                    {
                        case MessageKind.Object:
                            told.Add(Assert.IsType<ObjectMessage>(ObjectMessage.Read(payload, manifest.Classes.Count)));
                            break;
                        case MessageKind.Verdict:
                            verdicts.Add(Assert.IsType<VerdictMessage>(VerdictMessage.Read(payload)));
                            break;
                        case MessageKind.Decoding:
                            break;
                        default:
                            Assert.Equal(MessageKind.Motion, kind);
                            motion.Add(Assert.IsType<MotionMessage>(MotionMessage.Read(payload)));
                            break;
                    }
                }
                if (!isEnough())
                {
                    reader.Fill();
                }
            }
        }
    }

    private static (Socket Ours, Socket Theirs) Pair()
    {
        string path = Path.Combine(Path.GetTempPath(), $"nvr-objects-{Guid.NewGuid():n}");
        using var listener = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        listener.Bind(new UnixDomainSocketEndPoint(path));
        listener.Listen();
        var ours = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        ours.Connect(new UnixDomainSocketEndPoint(path));
        Socket theirs = listener.Accept();
        File.Delete(path);
        return (ours, theirs);
    }
}
