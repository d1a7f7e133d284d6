using System.Diagnostics;
using Nvr.Core.Objects;
using Nvr.Media.Tests.Watching;
using Nvr.Sandbox.Confinement;
using Nvr.Sandbox.Processes;
using Nvr.Sandbox.Protocol;
using Scenes;
using ShapeModels;
using Torture.Box;
using Xunit;

namespace Nvr.Host.Tests.Objects;

/// <summary>The published program's analysing process, behind all of its walls, with models that are run for real.</summary>
public sealed class ObjectProcessTests : IDisposable
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(120);

    private readonly string path = Path.Combine(Path.GetTempPath(), $"nvr-model-{Guid.NewGuid():n}.onnx");

    public void Dispose() => File.Delete(path);

    [Fact]
    public async Task Street_IsToldAsPeopleAndCars_BehindAllWalls()
    {
        CodedScene scene = CodedScene.Encode(new SceneOptions("street", 3) { People = 3, Cars = 2, Seconds = 60, Contrast = 45 }, 600, (90, 240));
        await using Talk talk = Start(ShapeModel.Build(HeadStyle.Yolo), ShapeModel.Manifest(HeadStyle.Yolo));
        var walls = ReadyMessage.Read(await talk.UntilAsync(MessageKind.Ready))!.Walls;
        Assert.True(walls.HasFlag(Walls.SystemCalls | Walls.Landlock | Walls.Limits), $"{walls}");
        VerdictMessage verdict = VerdictMessage.Read(await talk.UntilAsync(MessageKind.Verdict))!;
        Assert.True(verdict.IsUsable, verdict.Sentence);

        talk.Send(MessageKind.Format, new FormatMessage(0, scene.Format).Write());
        for (int n = 0; n < scene.Units.Count; n++)
        {
            talk.Send(new UnitMessage { Track = 0, IsRandomAccess = CodedScene.IsKey(scene.Units[n]), Dts = n, CaptureUs = CodedScene.CaptureUs(n), Data = scene.Units[n] });
            await talk.UntilAsync(MessageKind.Motion);
            // Four times as fast as a camera: what is not looked at in time is not looked at.
            await Task.Delay(50, TestContext.Current.CancellationToken);
        }
        string memory = talk.Status("VmHWM");
        await talk.FinishAsync();

        ObjectMessage[] told = [.. talk.Taken.Where(t => t.Kind == MessageKind.Object).Select(t => ObjectMessage.Read(t.Payload, 2)!).GroupBy(o => o.Id).Select(g => g.Last())];
        HashSet<int> right = [];
        foreach (ObjectMessage known in told)
        {
            right.UnionWith(scene.Scene.TruthAt((known.BestUs - CodedScene.CaptureUs(0)) / 1e6)
                .Where(t => t.Touches(known.Best.Left, known.Best.Top, known.Best.Left + known.Best.Width, known.Best.Top + known.Best.Height) && scene.Scene.Actors[t.Actor].IsCar == (known.Class == 1))
                .Select(t => t.Actor));
        }
        Assert.Contains(right, a => scene.Scene.Actors[a].IsCar);
        Assert.Contains(right, a => !scene.Scene.Actors[a].IsCar);
        TestContext.Current.SendDiagnosticMessage($"{verdict.LookUs} us a look, {memory}");
    }

    [Fact]
    public async Task Library_IsLoadedWithAModelAlone()
    {
        await using Talk without = Start(null, null);
        await without.UntilAsync(MessageKind.Ready);
        await using Talk with = Start(ShapeModel.Build(HeadStyle.Ssd), ShapeModel.Manifest(HeadStyle.Ssd));
        await with.UntilAsync(MessageKind.Verdict);

        Assert.DoesNotContain("onnxruntime", without.Maps(), StringComparison.Ordinal);
        Assert.Contains("libonnxruntime.so", with.Maps(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task ModelOfTheSizeOfADetector_AndOneAsLargeAsMayBe_RunWithinTheMemory(bool isLargest)
    {
        await using Talk talk = isLargest ? Start(HostileModel.Heavy(), ShapeModel.Manifest(HeadStyle.Yolo)) : Start(SizedModel.Build(320), SizedModel.Manifest(320));
        VerdictMessage verdict = VerdictMessage.Read(await talk.UntilAsync(MessageKind.Verdict))!;

        Assert.True(verdict.IsUsable, verdict.Sentence);
        TestContext.Current.SendDiagnosticMessage($"{verdict.LookUs} us a look, {talk.Status("VmHWM")}, {talk.Status("VmRSS")}");
    }

    [Theory]
    [InlineData("damaged", "is damaged")]
    [InlineData("greedy", "fails on a picture")]
    [InlineData("curious", "is damaged")]
    [InlineData("endless", "more than 20 s")]
    [InlineData("missing", "is missing")]
    public async Task ModelThatDoesHarm_IsRefusedInWords_AndTheProcessServesOn(string which, string words)
    {
        byte[]? model = which switch { "damaged" => [8, 7, 1, 2], "greedy" => HostileModel.Greedy(), "curious" => HostileModel.Curious(), "endless" => HostileModel.Endless(), _ => null };
        await using Talk talk = Start(model, ShapeModel.Manifest(HeadStyle.Yolo));

        VerdictMessage verdict = VerdictMessage.Read(await talk.UntilAsync(MessageKind.Verdict))!;

        Assert.False(verdict.IsUsable);
        Assert.Contains(words, verdict.Sentence, StringComparison.Ordinal);
        byte[] passed = new byte[PassedMessage.Bytes];
        new PassedMessage(0).Write(passed);
        talk.Send(MessageKind.Passed, passed);
        await talk.UntilAsync(MessageKind.Stats);
    }

    [Fact]
    public async Task ProgramWithoutTheLibrary_SaysSo_AndServesOn()
    {
        DirectoryInfo bare = Directory.CreateTempSubdirectory("nvr-bare-");
        string program = Path.Combine(bare.FullName, "nvrd");
        File.Copy(NvrdProgram.Path, program);
        await using (Talk talk = Start(ShapeModel.Build(HeadStyle.Yolo), ShapeModel.Manifest(HeadStyle.Yolo), program))
        {
            VerdictMessage verdict = VerdictMessage.Read(await talk.UntilAsync(MessageKind.Verdict))!;

            Assert.Contains("libonnxruntime.so, is missing", verdict.Sentence, StringComparison.Ordinal);
            Assert.Null(talk.End);
        }
        bare.Delete(recursive: true);
    }

    [Fact]
    public async Task ModelThatCannotBeStopped_EndsTheProcess_WithItsReason()
    {
        await using Talk talk = Start(HostileModel.Stuck(), ShapeModel.Manifest(HeadStyle.Yolo));

        VerdictMessage verdict = VerdictMessage.Read(await talk.UntilAsync(MessageKind.Verdict))!;
        FailureMessage failure = FailureMessage.Read(await talk.UntilAsync(MessageKind.Failure))!;
        await talk.FinishAsync();

        Assert.Contains("does not come to an end", verdict.Sentence, StringComparison.Ordinal);
        Assert.Contains("its model did not come to an end", failure.Sentence, StringComparison.Ordinal);
        await Wait.UntilAsync(() => talk.End is not null, s_patience, () => "the end of the process");
        Assert.Equal("it ended with 1", talk.End);
    }

    private Talk Start(byte[]? model, ModelManifest? manifest, string? program = null)
    {
        if (model is not null)
        {
            File.WriteAllBytes(path, model);
        }
        var talk = new Talk(WorkerProcess.Start(new WorkerProgram(program ?? NvrdProgram.Path, ["analyze"]) { Lent = path }));
        talk.Send(MessageKind.Order, new WorkerOrder { Task = WorkerTask.Watch, Model = manifest }.Write());
        return talk;
    }

    /// <summary>The recorder's end of the socket.</summary>
    private sealed class Talk(WorkerProcess process) : IAsyncDisposable
    {
        private readonly MessageReader reader = new(process.Socket);
        private readonly MessageWriter writer = new(process.Socket);

        public List<(MessageKind Kind, byte[] Payload)> Taken { get; } = [];

        public string? End => process.ReadEnd();

        public void Send(MessageKind kind, ReadOnlySpan<byte> payload) => writer.Send(kind, payload);

        public void Send(in UnitMessage unit) => writer.Send(unit);

        public string Maps() => File.ReadAllText($"/proc/{process.Pid}/maps");

        public string Status(string field) => File.ReadLines($"/proc/{process.Pid}/status").First(l => l.StartsWith(field, StringComparison.Ordinal));

        public async Task<byte[]> UntilAsync(MessageKind wanted)
        {
            var watch = Stopwatch.StartNew();
            while (!reader.Ended && watch.Elapsed < s_patience)
            {
                while (Take() is { } next)
                {
                    if (next == wanted)
                    {
                        return Taken[^1].Payload;
                    }
                }
                if (reader.Fill() == 0)
                {
                    await Task.Delay(5);
                }
            }
            throw new InvalidOperationException($"No {wanted} came: {process.ReadEnd() ?? "it runs"}; {string.Join(", ", Taken.Select(t => t.Kind == MessageKind.Failure ? FailureMessage.Read(t.Payload)!.Sentence : $"{t.Kind}"))}");
        }

        public async Task FinishAsync()
        {
            process.Socket.Shutdown(System.Net.Sockets.SocketShutdown.Send);
            var watch = Stopwatch.StartNew();
            while (!reader.Ended && watch.Elapsed < s_patience)
            {
                if (Take() is null && reader.Fill() == 0)
                {
                    await Task.Delay(5);
                }
            }
            while (Take() is not null)
            {
                // What came before it hung up.
            }
        }

        public async ValueTask DisposeAsync()
        {
            await process.DisposeAsync();
            reader.Dispose();
        }

        private MessageKind? Take()
        {
            if (!reader.TryTake(out MessageKind kind, out ReadOnlySpan<byte> payload))
            {
                return null;
            }
            Taken.Add((kind, payload.ToArray()));
            return kind;
        }
    }
}
