using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Nvr.Core;
using Nvr.Core.Health;
using Nvr.Core.Time;
using Nvr.Recording.Cameras;
using Nvr.Recording.Policy;
using Nvr.Recording.Streams;
using Nvr.Recording.Tests.Fakes;
using Nvr.Storage;
using Nvr.Storage.Settings;

namespace Nvr.Recording.Tests.Cameras;

/// <summary>What a camera's settings say about events reaches the files: real store, real footage, a clock that can be moved by days.</summary>
public sealed class EventRetentionTests : IAsyncDisposable
{
    private const int RecordedSeconds = 600;
    private const int EventSecond = 300;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly string root = Directory.CreateTempSubdirectory("nvr-event-days-").FullName;
    private readonly FakeTimeProvider time = new();
    private readonly BoxClock clock;
    private readonly DataDirectory data;
    private readonly FootageStore store;
    private readonly CameraRegistry registry;

    public EventRetentionTests()
    {
        clock = new BoxClock(time, Guid.NewGuid());
        data = DataDirectory.Open(root);
        var options = new FootageStoreOptions
        {
            Volumes = [new VolumeOptions(data.FootagePath) { Initialise = true }], ClockSynchronised = () => true, RetentionIntervalMs = 50,
        };
        store = FootageStore.Open(options, clock, new HealthBoard());
        registry = CameraRegistry.Open(data, store, clock, new HealthBoard(), new ScriptedOpener(), NullLoggerFactory.Instance);
    }

    public async ValueTask DisposeAsync()
    {
        await registry.DisposeAsync();
        await store.DisposeAsync();
        data.Dispose();
        Directory.Delete(root, recursive: true);
    }

    [Fact]
    public async Task FootageOfAnEvent_OutlivesTheContinuousOne_AndThenGoesToo()
    {
        // Off: the test is the camera.
        CameraId id = registry.Create(new CameraSettings
        {
            Name = "door", MainUrl = new Uri("rtsp://10.0.0.5/a"), Enabled = false, RetainDays = 1, EventRetainDays = 5,
        }).Id;
        UtcTime begun = clock.WallNow;
        UtcRange all = new(begun, begun.Plus(2L * RecordedSeconds * 1_000_000));
        Record(id);
        await store.FlushAsync(TestContext.Current.CancellationToken);
        Assert.InRange(SecondsKept(id, all), RecordedSeconds - 10, RecordedSeconds + 10);

        time.Advance(TimeSpan.FromDays(3));
        await UntilAsync(() => SecondsKept(id, all) < RecordedSeconds / 2);
        UtcRange happened = new(begun.Plus(EventSecond * 1_000_000L), begun.Plus((EventSecond + 5) * 1_000_000L));
        Assert.Contains(store.ListSpans(id, StreamKind.Main, all), s => s.Range.Start <= happened.Start && s.Range.End >= happened.End);

        time.Advance(TimeSpan.FromDays(3));
        await UntilAsync(() => SecondsKept(id, all) == 0);
    }

    private double SecondsKept(CameraId id, UtcRange range) => store.ListSpans(id, StreamKind.Main, range).Sum(s => s.Range.DurationUs) / 1e6;

    private void Record(CameraId id)
    {
        var gates = new RecordingGates(store, clock);
        gates.SetPolicy(id, RecordingPolicy.Always);
        using StreamGate gate = gates.Open(id, StreamKind.Main);
        var recorder = new StreamRecorder(id, StreamKind.Main, gate, clock);
        var camera = new CameraScript(recorder) { OriginUs = clock.MonotonicUs };
        recorder.BeginSession();
        for (int second = 1; second <= RecordedSeconds; second++)
        {
            time.Advance(TimeSpan.FromSeconds(1));
            camera.Play(1);
            if (second == EventSecond)
            {
                store.MarkEvent(id, clock.MonotonicUs, clock.MonotonicUs + 5_000_000);
            }
        }
        recorder.EndSession();
        recorder.Live.Dispose();
    }

    private static async Task UntilAsync(Func<bool> condition)
    {
        long giveUp = Environment.TickCount64 + (long)Patience.TotalMilliseconds;
        while (!condition())
        {
            Assert.True(Environment.TickCount64 < giveUp, "It did not come about within a minute.");
            await Task.Delay(20);
        }
    }
}
