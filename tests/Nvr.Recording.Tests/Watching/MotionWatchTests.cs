using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using Nvr.Core;
using Nvr.Core.Events;
using Nvr.Core.Health;
using Nvr.Core.Media;
using Nvr.Core.Time;
using Nvr.Recording.Watching;
using Nvr.Sandbox.Processes;
using Nvr.Storage.Events;
using Nvr.Storage.Models;
using Nvr.Storage.Settings;

namespace Nvr.Recording.Tests.Watching;

/// <summary>The recorder's side of the analysis with real processes that speak its protocol, and misbehave.</summary>
public sealed class MotionWatchTests : IAsyncDisposable
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(120);
    private static readonly TrackFormat s_format = new() { Codec = Codec.H264, ClockRate = 90_000, Width = 640, Height = 360, Config = new byte[] { 1, 2, 3 } };

    // Sees something in pictures that say MOVE, ends at those that say DIE, lies at those that say LIE, takes its time for those that say SLOW, and does not come back from SPIN and STOP.
    // Decodes those that say BOARD by the board's decoder unless that is to be avoided, and falls with it over those that say FALL, too.
    private const string Analysis = """
        import os, struct, time
        def send(kind, payload): os.write(3, struct.pack('<IBBBB', len(payload), kind, 0, 0, 0) + payload)
        def read(count):
            data = b''
            while len(data) < count:
                more = os.read(3, count - len(data))
                if not more: os._exit(0)
                data += more
            return data
        def motion(track, at, things):
            send(8, struct.pack('<BBBBq', track, 0, things, 0, at) + struct.pack('<iqfffff', 1, at - 200000, 0.25, 0.5, 0.125, 0.25, 75) * things)
        while True:
            length, kind = struct.unpack('<IBBBB', read(8))[:2]
            data = read(length)
            if kind == 1:
                avoids, decoded = b'"avoidsBoard":true' in data, 0
                send(2, struct.pack('<I', 31))
            if kind == 4:
                track, at = data[0], struct.unpack('<q', data[12:20])[0]
                if b'DIE' in data: os.kill(os.getpid(), 11)
                if b'SLOW' in data: time.sleep(0.1)
                while b'SPIN' in data: pass
                if b'STOP' in data: time.sleep(1000)
                if b'BOARD' in data:
                    decoded += 1
                    send(22, struct.pack('<BBBBqq', track, 0 if avoids else 2, 0, 0, decoded, 2 * decoded))
                    if b'FALL' in data and not avoids: os.kill(os.getpid(), 11)
                if b'LIE' in data: motion(track + 1, at, 0)
                motion(track, at, 1 if b'MOVE' in data else 0)
            if kind == 7: send(5, struct.pack('<qqq', 1, 1, 0))
        """;

    private readonly BoxClock clock = BoxClock.System();
    private readonly HealthBoard health = new();
    private readonly FakeIndex index = new();
    private readonly FakeTriggers triggers = new();
    private readonly DataDirectory data = DataDirectory.Open(Directory.CreateTempSubdirectory("nvr-watch-").FullName);
    private readonly CancellationTokenSource stop = new();
    private readonly PictureTaps taps;
    private readonly OwnMotion own;
    private readonly CameraId door = CameraId.New();
    private readonly CameraId yard = CameraId.New();
    private Task running = Task.CompletedTask;
    private MotionWatch watch = null!;

    public MotionWatchTests()
    {
        taps = new PictureTaps(clock.Time);
        own = new OwnMotion(taps, clock);
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
    public async Task Motion_IsAnEvent_WithBeginningAndEnd_AndRecords()
    {
        Begin(isAutomatic: false);
        Decide(door, "door", MotionMode.On);
        Decide(yard, "yard", MotionMode.Automatic);
        await FeedAsync(door, "MOVE", () => index.Of(door, EventPhase.Start) is not null);
        CameraEvent start = index.Of(door, EventPhase.Start)!;
        await FeedAsync(door, "", () => index.Of(door, EventPhase.End) is not null);

        Assert.Equal((CameraEventKind.Motion, "Analysis/Motion", (EventBox?)new EventBox(0.25f, 0.5f, 0.125f, 0.25f)), (start.Kind, start.Topic, start.Box));
        Assert.Equal(0.75f, start.Confidence);
        Assert.Equal(start.Key, index.Of(door, EventPhase.End)!.Key);
        Assert.Equal([(true, door), (false, door)], triggers.Told);
        Assert.Null(index.Of(yard, EventPhase.Start));
        Assert.All(index.Origins, o => Assert.Equal(EventOrigin.Recorder, o));
        Assert.Contains(health.Read(), i => i is { Part: "analysis", Level: HealthLevel.Ok });
        Assert.Equal(1, taps.Figures.Starts);
        Assert.True(Assert.Single(taps.Figures.Cameras).Taken > 1);
    }

    [Fact]
    public async Task CameraWhosePicturesEndTheProcessTwice_IsSetAside_AndTheOtherIsLookedAt()
    {
        Begin(isAutomatic: true);
        Decide(door, "door", MotionMode.Automatic);
        Decide(yard, "yard", MotionMode.Automatic);

        await FeedAsync(door, "DIE", () => index.Of(door, EventPhase.Pulse) is not null, (yard, ""));
        await FeedAsync(door, "DIE", () => index.Of(yard, EventPhase.Start) is not null, (yard, "MOVE"));

        Assert.Equal("Recorder/Analysis/SetAside", index.Of(door, EventPhase.Pulse)!.Topic);
        HealthItem aside = Assert.Single(health.Read(), i => i.Part == $"analysis/{door}");
        Assert.StartsWith("door: its pictures ended the search for motion twice", aside.Sentence, StringComparison.Ordinal);
        Assert.Equal(3, taps.Figures.Starts);
        Assert.Null(index.Of(yard, EventPhase.Pulse));
    }

    [Fact]
    public async Task PicturesThatNeverEnd_AreTheCamerasFault_AProcessThatGetsNoProcessorIsNobodys()
    {
        Begin(isAutomatic: true, silenceSeconds: 3);
        Decide(door, "door", MotionMode.Automatic);
        await FeedAsync(door, "SPIN", () => index.Of(door, EventPhase.Pulse) is not null);
        long before = taps.Figures.Starts;

        Decide(yard, "yard", MotionMode.Automatic);
        await FeedAsync(yard, "STOP", () => taps.Figures.Starts == before + 3);
        Assert.Null(index.Of(yard, EventPhase.Pulse));
    }

    [Fact]
    public async Task WhatIsTooMuch_IsLeftOutOfAllCameras()
    {
        Begin(isAutomatic: true);
        Decide(door, "door", MotionMode.Automatic);
        Decide(yard, "yard", MotionMode.Automatic);

        await FeedAsync(door, "SLOW", () => taps.Figures.Cameras is { Count: 2 } both && both.All(c => c.LeftOut > 10), (yard, "SLOW"));

        long[] taken = [.. taps.Figures.Cameras.Select(c => c.Taken)];
        Assert.InRange(taken[0] - taken[1], -2, 2);
        Assert.Equal(1, taps.Figures.Starts);
    }

    [Fact]
    public async Task BoardsDecoder_IsSaid_AndLeftAloneForGood_WhenTheProcessEndedWithIt()
    {
        Begin(isAutomatic: true);
        Decide(door, "door", MotionMode.Automatic);
        await FeedAsync(door, "BOARD", () => taps.Figures.Cameras is [{ Decoded: > 3, IsByBoard: true } figures] && figures.Spared == 2 * figures.Decoded);
        await FeedAsync(door, "BOARD", () => health.Read().Any(i => i.Sentence == "Motion is looked for in one camera, with the board's decoder."));

        await FeedAsync(door, "BOARD FALL", () => taps.Figures is { Starts: 2, Cameras: [{ IsByBoard: false }] });
        long before = Assert.Single(taps.Figures.Cameras).Decoded;
        await FeedAsync(door, "BOARD FALL", () => Assert.Single(taps.Figures.Cameras).Decoded > before + 3);

        Assert.Equal(2, taps.Figures.Starts);
        Assert.False(Assert.Single(taps.Figures.Cameras).IsByBoard);
        Assert.Null(index.Of(door, EventPhase.Pulse));
    }

    [Fact]
    public async Task Lie_EndsTheProcess_NotTheRecorder()
    {
        Begin(isAutomatic: true);
        Decide(door, "door", MotionMode.Automatic);

        await FeedAsync(door, "LIE", () => health.Read().Any(i => i is { Part: "analysis", Level: HealthLevel.Attention }));

        Assert.Contains("out of turn", Assert.Single(health.Read(), i => i.Part == "analysis").Cause, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Automatic_LooksAtNoCamera_ThatTellsOfMotionItself()
    {
        Begin(isAutomatic: true);
        Decide(door, "door", MotionMode.Automatic);
        await FeedAsync(door, "MOVE", () => index.Of(door, EventPhase.Start) is not null);

        own.Note(door);

        // What goes on ends with the analysis.
        await FeedAsync(door, "MOVE", () => index.Of(door, EventPhase.End) is not null);
        await FeedAsync(door, "MOVE", () => health.Read().Count == 0);
        Decide(door, "door", MotionMode.On);
        await FeedAsync(door, "MOVE", () => index.Starts == 2);
    }

    [Fact]
    public async Task Program_ThatCannotBeStarted_IsSaid()
    {
        watch = WatchOf(new WorkerProgram("/nonexistent", []), isAutomatic: true);
        running = watch.RunAsync(stop.Token);
        Decide(door, "door", MotionMode.Automatic);

        await UntilAsync(() => health.Read().Any(i => i is { Part: "analysis", Level: HealthLevel.Attention }));
    }

    private void Begin(bool isAutomatic, int silenceSeconds = 60)
    {
        watch = WatchOf(new WorkerProgram("/usr/bin/python3", ["-c", Analysis]), isAutomatic, silenceSeconds);
        running = watch.RunAsync(stop.Token);
    }

    private MotionWatch WatchOf(WorkerProgram program, bool isAutomatic, int silenceSeconds = 60) =>
        new(taps, own, new WatchOptions(program, isAutomatic) { Silence = TimeSpan.FromSeconds(silenceSeconds) }, new ModelShelf(data), index, triggers, health, clock, NullLogger<MotionWatch>.Instance);

    private void Decide(CameraId camera, string name, MotionMode mode) => taps.Decide(new WatchPlan(camera, name, true, false, new MotionSettings { Mode = mode }));

    private Task FeedAsync(CameraId camera, string words, Func<bool> until, params (CameraId Camera, string Words)[] others) => UntilAsync(() =>
    {
        foreach ((CameraId each, string text) in others.Prepend((camera, words)))
        {
            byte[] data = Encoding.ASCII.GetBytes($"picture {text}");
            long nowUs = clock.MonotonicUs;
            taps.Of(each).Offer(StreamKind.Main, new AccessUnit { Track = 0, Format = s_format, Dts = nowUs * 9 / 100, CaptureUs = nowUs, IsRandomAccess = true, Data = data });
        }
        return until();
    });

    private static async Task UntilAsync(Func<bool> condition)
    {
        long begin = TimeProvider.System.GetTimestamp();
        while (!condition())
        {
            Assert.True(TimeProvider.System.GetElapsedTime(begin) < s_patience, "It took too long.");
            await Task.Delay(50);
        }
    }
}
