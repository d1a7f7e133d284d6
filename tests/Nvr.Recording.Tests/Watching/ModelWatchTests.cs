using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using Nvr.Core;
using Nvr.Core.Events;
using Nvr.Core.Health;
using Nvr.Core.Media;
using Nvr.Core.Objects;
using Nvr.Core.Time;
using Nvr.Recording.Watching;
using Nvr.Sandbox.Processes;
using Nvr.Storage.Models;
using Nvr.Storage.Settings;

namespace Nvr.Recording.Tests.Watching;

/// <summary>The recorder's side of object detection with real processes that speak its protocol, and behave as the model's name says.</summary>
public sealed class ModelWatchTests : IAsyncDisposable
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(120);
    private static readonly TrackFormat s_format = new() { Codec = Codec.H264, ClockRate = 90_000, Width = 640, Height = 360, Config = new byte[] { 1, 2, 3 } };

    // Sees something move in every picture, and with a model a car in those that say CAR, which is gone at those that say GONE.
    private const string Analysis = """
        import json, os, struct
        def send(kind, payload): os.write(3, struct.pack('<IBBBB', len(payload), kind, 0, 0, 0) + payload)
        def read(count):
            data = b''
            while len(data) < count:
                more = os.read(3, count - len(data))
                if not more: os._exit(0)
                data += more
            return data
        def verdict(usable, sentence): send(21, struct.pack('<BBBBI', usable, 0, 0, 0, 12000 if usable else 0) + sentence)
        def car(track, at, over, kind=1, seen=0):
            send(20, struct.pack('<BBBBiqqifiqffffq', track, over, 1, 2, 7, at - 900000, at + seen, kind, 0.875, 0, at, 0.25, 0.5, 0.125, 0.25, 3000000) + bytes([2, 0, 0, 0])
                + struct.pack('<qffqff', at - 900000, 0.75, 0.5, at, 0.25, 0.5))
        model, shown = None, False
        while True:
            length, kind = struct.unpack('<IBBBB', read(8))[:2]
            data = read(length)
            if kind == 1:
                send(2, struct.pack('<I', 31))
                order = json.loads(data)
                model = (order.get('model') or {}).get('name')
                if model and os.read(int(os.environ['NVR_LENT']), 100) != b'\x08' + model.encode(): os._exit(3)
                if model == 'deadly': os.kill(os.getpid(), 11)
                if model == 'contradicts itself': verdict(1, b'but')
                if model == 'speaks twice': verdict(1, b''); verdict(1, b'')
                if model == 'bad': verdict(0, b'This model is damaged.')
                if model in ('good', 'better', 'strange', 'wordless', 'ahead', 'poison'): verdict(1, b'')
            if kind == 4:
                track, at = data[0], struct.unpack('<q', data[12:20])[0]
                if b'DIE' in data and model == 'poison': os.kill(os.getpid(), 11)
                if model == 'strange': car(track + 1, at, 0)
                if model == 'wordless': car(track, at, 0, kind=2)
                if model == 'ahead': car(track, at, 0, seen=60000000)
                if model == 'hasty' and b'CAR' in data: car(track, at, 0)
                if model in ('good', 'better') and b'CAR' in data: car(track, at, 0); shown = True
                if model in ('good', 'better') and b'GONE' in data and shown: car(track, at, 1); shown = False
                if b'UNASKED' in data: verdict(1, b'')
                send(8, struct.pack('<BBBBq', track, 0, 1, 0, at) + struct.pack('<iqfffff', 1, at - 200000, 0.25, 0.5, 0.125, 0.25, 75))
            if kind == 7: send(5, struct.pack('<qqq', 1, 1, 0))
        """;

    private readonly BoxClock clock = BoxClock.System();
    private readonly HealthBoard health = new();
    private readonly FakeIndex index = new();
    private readonly FakeTriggers triggers = new();
    private readonly CancellationTokenSource stop = new();
    private readonly DataDirectory data = DataDirectory.Open(Directory.CreateTempSubdirectory("nvr-watch-").FullName);
    private readonly ModelShelf shelf;
    private readonly PictureTaps taps;
    private readonly CameraId door = CameraId.New();
    private readonly Task running;

    public ModelWatchTests()
    {
        taps = new PictureTaps(clock.Time);
        shelf = new ModelShelf(data);
        var options = new WatchOptions(new WorkerProgram("/usr/bin/python3", ["-c", Analysis]), IsAutomatic: false) { Silence = TimeSpan.FromSeconds(60) };
        running = new MotionWatch(taps, new OwnMotion(taps, clock), options, shelf, index, triggers, health, clock, NullLogger<MotionWatch>.Instance).RunAsync(stop.Token);
    }

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        await running;
        stop.Dispose();
        data.Dispose();
        Directory.Delete(data.Root, recursive: true);
    }

    [Fact]
    public async Task Object_IsOneEvent_WithWhatIsKnownOfIt_AndRecords()
    {
        Add("good");
        Decide();
        await FeedAsync("CAR", () => index.Objects.Count == 1);
        await FeedAsync("GONE", () => index.Objects.Count == 2);

        CameraEvent start = index.Objects[0];
        Assert.Equal((EventPhase.Start, ObjectClass.Vehicle, ObjectColours.White, MoveDirection.Left, "car"), (start.Phase, start.Object, start.Colours, start.Direction, start.Text));
        Assert.Equal((0.875f, (EventBox?)new EventBox(0.25f, 0.5f, 0.125f, 0.25f), (string?)null), (start.Confidence, start.Box, start.Zone));
        Assert.Contains("stood for 3.0 s", start.Raw, StringComparison.Ordinal);
        CameraEvent end = index.Objects[1];
        Assert.Equal((EventPhase.End, start.Key), (end.Phase, end.Key));
        Assert.True(end.Time > start.Time);
        Assert.Equal(2, triggers.Told.Count(t => t.Begins));
        Assert.Equal("The model good says what it is that moves; a look takes 12 ms.", Item()!.Sentence);
        Assert.Equal(HealthLevel.Ok, Item()!.Level);
    }

    [Fact]
    public async Task AnotherChoice_IsFollowedSoon_AndWhatGoesOnEnds()
    {
        Add("good");
        string better = Add("better");
        Decide();
        await FeedAsync("CAR", () => index.Objects.Count == 1);
        Assert.Contains("better", Item()!.Sentence, StringComparison.Ordinal);

        shelf.Use(null);
        await FeedAsync("", () => index.Objects.Count == 2 && Item() is null);
        Assert.Equal(EventPhase.End, index.Objects[1].Phase);
        int before = index.Starts;
        await FeedAsync("CAR", () => index.Starts > before);
        Assert.Equal(2, index.Objects.Count);

        shelf.Remove(better);
        shelf.Use(shelf.List()[0].Id);
        await FeedAsync("CAR", () => index.Objects.Count == 3);
        Assert.Contains("good", Item()!.Sentence, StringComparison.Ordinal);
        Assert.Equal(3, taps.Figures.Starts);
    }

    [Fact]
    public async Task ModelThatIsOfNoUse_IsToldWithItsReason_AndMotionGoesOn()
    {
        Add("bad");
        Decide();

        await FeedAsync("CAR", () => index.Starts > 0 && Item() is { Level: HealthLevel.Attention });

        Assert.Equal("The model bad is not used; motion is looked for without it. This model is damaged.", Item()!.Sentence);
        Assert.Equal(1, taps.Figures.Starts);
    }

    [Theory]
    [InlineData("deadly")]
    [InlineData("contradicts itself")]
    [InlineData("hasty")]
    public async Task ProcessThatEndsOrLiesBeforeTheVerdict_IsStartedWithoutTheModel(string model)
    {
        Add(model);
        Decide();

        await FeedAsync("CAR", () => index.Starts > 0 && health.Read().Any(i => i is { Part: "analysis", Level: HealthLevel.Ok }) && taps.Figures.Starts == 2);

        Assert.Equal(HealthLevel.Attention, Item()!.Level);
        Assert.StartsWith($"The search for motion ended with the model {model}, which is therefore not used for an hour.", Item()!.Sentence, StringComparison.Ordinal);
        Assert.Empty(index.Objects);
        Add("good");
        await FeedAsync("CAR", () => index.Objects.Count > 0);
    }

    [Theory]
    [InlineData("speaks twice")]
    [InlineData("strange")]
    [InlineData("wordless")]
    [InlineData("ahead")]
    public async Task ProcessThatLiesAfterTheVerdict_IsStartedWithoutTheModel_TheSecondTime(string model)
    {
        Add(model);
        Decide();

        await FeedAsync("CAR", () => taps.Figures.Starts == 3 && Item()?.Sentence.StartsWith("The search for motion ended", StringComparison.Ordinal) == true);
        await FeedAsync("CAR", () => health.Read().Any(i => i is { Part: "analysis", Level: HealthLevel.Ok }));

        Assert.Empty(index.Objects);
        Assert.Null(index.Of(door, EventPhase.Pulse));
    }

    [Fact]
    public async Task ProcessThatDiesOfPicturesWithTheModelAlone_GoesOnWithoutIt_AndNoCameraIsSetAside()
    {
        Add("poison");
        Decide();

        await FeedAsync("DIE", () => taps.Figures.Starts == 3 && index.Starts > 0);

        Assert.Null(index.Of(door, EventPhase.Pulse));
        Assert.Contains("poison", Item()!.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Verdict_OnNoModel_EndsTheProcess()
    {
        Decide();

        await FeedAsync("UNASKED", () => health.Read().Any(i => i is { Part: "analysis", Level: HealthLevel.Attention } && i.Cause!.Contains("out of turn", StringComparison.Ordinal)));

        Assert.Null(Item());
    }

    private string Add(string name)
    {
        byte[] content = [8, .. Encoding.ASCII.GetBytes(name)];
        return shelf.Add(new ModelManifest(name, ["person", "car"], 160, 160, "MIT"), new MemoryStream(content), content.Length, CancellationToken.None).Id;
    }

    private HealthItem? Item() => health.Read().FirstOrDefault(i => i.Part == "analysis/model");

    private void Decide() => taps.Decide(new WatchPlan(door, "door", true, false, new MotionSettings { Mode = MotionMode.On }));

    private async Task FeedAsync(string words, Func<bool> until)
    {
        long begin = TimeProvider.System.GetTimestamp();
        while (!until())
        {
            Assert.True(TimeProvider.System.GetElapsedTime(begin) < s_patience, $"It took too long. {string.Join(" ", health.Read())}");
            long nowUs = clock.MonotonicUs;
            taps.Of(door).Offer(StreamKind.Main, new AccessUnit { Track = 0, Format = s_format, Dts = nowUs * 9 / 100, CaptureUs = nowUs, IsRandomAccess = true, Data = Encoding.ASCII.GetBytes($"picture {words}") });
            await Task.Delay(50);
        }
    }
}
