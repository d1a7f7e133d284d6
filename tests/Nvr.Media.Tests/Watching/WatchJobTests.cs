using System.Net.Sockets;
using Nvr.Core.Media;
using Nvr.Media.Worker;
using Nvr.Sandbox.Protocol;
using Scenes;

namespace Nvr.Media.Tests.Watching;

/// <summary>The analysing job over a real socket, with encoded scenes of known truth.</summary>
public sealed class WatchJobTests : IDisposable
{
    private static readonly Lazy<CodedScene> s_street = new(() => CodedScene.Encode(new SceneOptions("street", 3) { People = 3, Cars = 1, Seconds = 40 }, 400));
    private static readonly Lazy<CodedScene> s_still = new(() => CodedScene.Encode(new SceneOptions("still", 4) { Seconds = 40 }, 400));

    private readonly Socket ours;
    private readonly Socket theirs;
    private readonly MessageReader reader;
    private readonly MessageWriter writer;
    private readonly WatchJob job = new();
    private readonly Task running;

    public WatchJobTests()
    {
        FFmpegLibraries.Require();
        (ours, theirs) = Pair();
        reader = new MessageReader(ours);
        writer = new MessageWriter(ours);
        running = Task.Run(() =>
        {
            using var commands = new MessageReader(theirs);
            job.Run(commands, new MessageWriter(theirs));
        });
    }

    public void Dispose()
    {
        ours.Dispose();
        reader.Dispose();
        job.Dispose();
        theirs.Dispose();
    }

    [Fact]
    public async Task TwoCameras_OneStreetAndOneStill_AreToldApart()
    {
        CodedScene[] scenes = [s_street.Value, s_still.Value];
        for (int track = 0; track < 2; track++)
        {
            writer.Send(MessageKind.Format, new FormatMessage(track, scenes[track].Format).Write());
        }
        List<MotionMessage> told = [];
        for (int n = 0; n < scenes[0].Units.Count; n++)
        {
            for (int track = 0; track < 2; track++)
            {
                Send(track, scenes[track].Units[n], CodedScene.CaptureUs(n));
            }
            told.AddRange(Pass(out _));
        }
        told.AddRange(Pass(out StatsMessage stats));
        await EndAsync();

        Assert.Equal((2L * scenes[0].Units.Count, 2L * scenes[0].Units.Count, 0L), (stats.Pictures, stats.Coded, stats.Damaged));
        Assert.Equal(2 * scenes[0].Units.Count, told.Count);
        Assert.DoesNotContain(told, m => m.Track == 1 && m.Things.Count > 0);
        HashSet<int> found = [];
        foreach (MotionMessage message in told.Where(m => m.Track == 0))
        {
            foreach (Truth truth in scenes[0].Scene.TruthAt((message.CaptureUs - CodedScene.CaptureUs(0)) / 1e6))
            {
                if (message.Things.Any(t => truth.Touches(t.Left, t.Top, t.Left + t.Width, t.Top + t.Height)))
                {
                    found.Add(truth.Actor);
                }
            }
        }
        Assert.Equal(Enumerable.Range(0, (int)(40 * CodedScene.Rate)).SelectMany(n => scenes[0].Scene.TruthAt(n / (double)CodedScene.Rate)).Select(t => t.Actor).Distinct().Order(), found.Order());
    }

    /// <summary>Pictures are made from those before, with their block edges smoothed: a decoder that leaves that out drifts away until the next key picture, and what it shows then moves.</summary>
    [Fact]
    public async Task NoiseAtALowBitRate_IsNobody()
    {
        CodedScene scene = CodedScene.Encode(new SceneOptions("noise", 4) { Noise = 9, Seconds = 60 }, 250);
        writer.Send(MessageKind.Format, new FormatMessage(0, scene.Format).Write());
        List<MotionMessage> told = [];
        for (int n = 0; n < scene.Units.Count; n++)
        {
            Send(0, scene.Units[n], CodedScene.CaptureUs(n));
            told.AddRange(Pass(out _));
        }
        told.AddRange(Pass(out _));
        await EndAsync();

        Assert.Equal(scene.Units.Count, told.Count);
        Assert.Empty(told.SelectMany(m => m.Things));
    }

    [Fact]
    public async Task DamagedUnits_AreCountedAndTheRestIsSeen()
    {
        CodedScene scene = s_street.Value;
        writer.Send(MessageKind.Format, new FormatMessage(0, scene.Format).Write());
        var random = new Random(1);
        long seen = 0;
        for (int n = 0; n < scene.Units.Count; n++)
        {
            byte[] unit = [.. scene.Units[n]];
            if (n % 3 == 1)
            {
                for (int i = 0; i < 20; i++)
                {
                    unit[random.Next(unit.Length)] = (byte)random.Next(256);
                }
            }
            Send(0, unit, CodedScene.CaptureUs(n));
            seen += Pass(out _).Count;
        }
        Pass(out StatsMessage stats);
        await EndAsync();

        Assert.InRange(seen, scene.Units.Count / 2, scene.Units.Count);
        Assert.Equal(scene.Units.Count, stats.Pictures);
    }

    [Fact]
    public async Task FormatThatCannotBeDecoded_CostsThatCameraOnly()
    {
        CodedScene scene = s_still.Value;
        writer.Send(MessageKind.Format, new FormatMessage(0, new TrackFormat { Codec = Codec.Opus, ClockRate = 48_000 }).Write());
        writer.Send(MessageKind.Format, new FormatMessage(1, scene.Format).Write());
        Send(0, [1, 2, 3, 4, 5], 0);
        Send(1, scene.Units[0], CodedScene.CaptureUs(0));

        MotionMessage only = Assert.Single(Pass(out StatsMessage stats));
        await EndAsync();

        Assert.Equal((1, true), (only.Track, only.IsLearning));
        Assert.Equal((2L, 1L, 1L), (stats.Pictures, stats.Coded, stats.Damaged));
    }

    [Fact]
    public async Task MoreThanFivePicturesASecond_AreDecodedAndNotLookedAt()
    {
        CodedScene scene = s_still.Value;
        writer.Send(MessageKind.Format, new FormatMessage(0, scene.Format).Write());
        for (int n = 0; n < 100; n++)
        {
            Send(0, scene.Units[n], 1_000_000 + (n * 40_000));
        }
        int seen = Pass(out _).Count;
        await EndAsync();

        Assert.InRange(seen, 19, 21);
    }

    [Fact]
    public void Motion_ReadBack_IsWhatWasWritten_AndNothingElseIsTaken()
    {
        var sent = new MotionMessage(7, 123_456_789_012, false, [new SeenThing(3, 99, 0.25f, 0.5f, 0.125f, 0.25f, 12.5f), new SeenThing(4, 100, 0, 0, 1, 1, 0)]);
        byte[] bytes = sent.Write();
        MotionMessage read = MotionMessage.Read(bytes)!;
        Assert.Equal((sent.Track, sent.CaptureUs, sent.IsLearning), (read.Track, read.CaptureUs, read.IsLearning));
        Assert.Equal(sent.Things, read.Things);
        Assert.Null(MotionMessage.Read(bytes.AsSpan(0, bytes.Length - 1)));
        Assert.Null(MotionMessage.Read([]));
        foreach (float lie in (float[])[-0.1f, 1.5f, float.NaN, float.PositiveInfinity])
        {
            Assert.Null(MotionMessage.Read(new MotionMessage(0, 0, false, [new SeenThing(1, 0, lie, 0, 0, 0, 1)]).Write()));
            Assert.Null(MotionMessage.Read(new MotionMessage(0, 0, false, [new SeenThing(1, 0, 0, 0, lie, 0, 1)]).Write()));
        }
        Assert.Null(MotionMessage.Read(new MotionMessage(0, 0, false, [new SeenThing(1, 0, 0.9f, 0, 0.2f, 0, 1)]).Write()));
    }

    [Fact]
    public void Decoding_ReadBack_IsWhatWasWritten_AndNothingElseIsTaken()
    {
        var sent = new DecodingMessage(7, true, false, 123_456_789_012, 5);
        Assert.Equal(sent, DecodingMessage.Read(sent.Write()));
        Assert.Equal(sent with { IsResting = false, IsByBoard = true }, DecodingMessage.Read((sent with { IsResting = false, IsByBoard = true }).Write()));
        Assert.Null(DecodingMessage.Read(sent.Write().AsSpan(1)));
        Assert.Null(DecodingMessage.Read((sent with { Spared = -1 }).Write()));
        Assert.Null(DecodingMessage.Read((sent with { Decoded = -1 }).Write()));
        foreach (int place in (int[])[1, 2, 3])
        {
            byte[] bytes = sent.Write();
            bytes[place] = 4;
            Assert.Null(DecodingMessage.Read(bytes));
        }
    }

    private static (Socket Ours, Socket Theirs) Pair()
    {
        string path = Path.Combine(Path.GetTempPath(), $"nvr-watch-{Guid.NewGuid():n}");
        using var listener = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        listener.Bind(new UnixDomainSocketEndPoint(path));
        listener.Listen();
        var ours = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        ours.Connect(new UnixDomainSocketEndPoint(path));
        Socket theirs = listener.Accept();
        File.Delete(path);
        return (ours, theirs);
    }

    private void Send(int track, byte[] unit, long captureUs) =>
        writer.Send(new UnitMessage { Track = track, IsRandomAccess = CodedScene.IsKey(unit), Dts = captureUs * 9 / 100, CaptureUs = captureUs, Data = unit });

    // Waits until the job has done all that was sent.
    private List<MotionMessage> Pass(out StatsMessage stats)
    {
        byte[] passed = new byte[PassedMessage.Bytes];
        new PassedMessage(0).Write(passed);
        writer.Send(MessageKind.Passed, passed);
        List<MotionMessage> told = [];
        while (!reader.Ended)
        {
            while (reader.TryTake(out MessageKind kind, out ReadOnlySpan<byte> payload))
            {
                if (kind == MessageKind.Stats)
                {
                    stats = StatsMessage.Read(payload)!.Value;
                    return told;
                }
                if (kind == MessageKind.Decoding)
                {
                    Assert.NotNull(DecodingMessage.Read(payload));
                    continue;
                }
                Assert.Equal(MessageKind.Motion, kind);
                told.Add(Assert.IsType<MotionMessage>(MotionMessage.Read(payload)));
            }
            reader.Fill();
        }
        Assert.True(running.IsFaulted, "The job ended without being asked to.");
        running.GetAwaiter().GetResult();
        stats = default;
        return told;
    }

    private async Task EndAsync()
    {
        ours.Shutdown(SocketShutdown.Send);
        await running;
    }
}
