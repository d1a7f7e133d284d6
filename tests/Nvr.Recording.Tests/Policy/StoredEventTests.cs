using Microsoft.Extensions.Time.Testing;
using Nvr.Core;
using Nvr.Core.Health;
using Nvr.Core.Time;
using Nvr.Recording.Policy;
using Nvr.Recording.Streams;
using Nvr.Recording.Tests.Fakes;
using Nvr.Storage;

namespace Nvr.Recording.Tests.Policy;

/// <summary>Event recording with real files: what the store lists of them, stitches and finds again without its index.</summary>
public sealed class StoredEventTests : IAsyncDisposable
{
    private readonly string root = Directory.CreateTempSubdirectory("nvr-policy-").FullName;
    private readonly FakeTimeProvider time = new();
    private readonly CameraId id = CameraId.New();
    private readonly BoxClock clock;
    private FootageStore store;

    public StoredEventTests()
    {
        clock = new BoxClock(time, Guid.NewGuid());
        store = Open();
    }

    private string Volume => Path.Combine(root, "footage");

    public async ValueTask DisposeAsync()
    {
        await store.DisposeAsync();
        Directory.Delete(root, recursive: true);
    }

    [Fact]
    public async Task TwoEvents_AreTwoSpans_BetweenGapsOfThePolicy_AndOneMovie()
    {
        UtcTime begun = clock.WallNow;
        RecordTwoEvents();
        await store.FlushAsync(TestContext.Current.CancellationToken);

        UtcRange all = new(begun, begun.Plus(1_000_000_000));
        IReadOnlyList<FootageSpan> spans = store.ListSpans(id, StreamKind.Main, all);
        IReadOnlyList<FootageGap> gaps = [.. store.ListGaps(id, StreamKind.Main, all).Where(g => g.Reason == GapReason.NotWanted)];
        Assert.Equal(2, spans.Count);
        Assert.Equal(3, gaps.Count);
        Assert.InRange(spans[0].Range.Start.Since(begun), 83_000_000, 85_000_000);
        Assert.InRange(spans[0].Range.End.Since(begun), 94_000_000, 96_100_000);
        Assert.Equal(spans[0].Range.Start, gaps[0].Range.End);
        Assert.Equal(spans[0].Range.End, gaps[1].Range.Start);
        Assert.Equal(spans[1].Range.Start, gaps[1].Range.End);
        Assert.Equal(spans[1].Range.End, gaps[2].Range.Start);

        using IMovie movie = store.OpenMovie(id, StreamKind.Main, all)!;
        Assert.Equal(spans[0].Range.Start, movie.Start);
        Assert.Equal(spans.Sum(s => s.Range.DurationUs) / 1e6, movie.Spans.Sum(s => s.DurationUs) / 1e6, 0.1);
        Assert.Equal([spans[0].Range.Start, spans[1].Range.Start], movie.Spans.Select(s => s.Utc));
    }

    [Fact]
    public async Task Files_AreFoundAgain_WithoutTheirIndex()
    {
        UtcTime begun = clock.WallNow;
        RecordTwoEvents();
        await store.FlushAsync(TestContext.Current.CancellationToken);
        UtcRange all = new(begun, begun.Plus(1_000_000_000));
        UtcRange[] before = [.. store.ListSpans(id, StreamKind.Main, all).Select(s => s.Range)];
        await store.DisposeAsync();

        IndexRebuilder.Run(Volume, cancellation: TestContext.Current.CancellationToken);

        store = Open();
        UtcRange[] after = [.. store.ListSpans(id, StreamKind.Main, all).Select(s => s.Range)];
        Assert.Equal(before.Length, after.Length);
        Assert.All(before.Zip(after), p => Assert.InRange(p.Second.Start.Since(p.First.Start), -50_000, 50_000));
    }

    private FootageStore Open() => FootageStore.Open(
        new FootageStoreOptions { Volumes = [new VolumeOptions(Volume) { Initialise = true }], ClockSynchronised = () => true }, clock, new HealthBoard());

    private void RecordTwoEvents()
    {
        var gates = new RecordingGates(store, clock);
        gates.SetPolicy(id, new RecordingPolicy { Mode = RecordingMode.Events, PreRecordSeconds = 5, PostRecordSeconds = 4 });
        using StreamGate gate = gates.Open(id, StreamKind.Main);
        var recorder = new StreamRecorder(id, StreamKind.Main, gate, clock);
        var camera = new CameraScript(recorder) { OriginUs = clock.MonotonicUs };
        recorder.BeginSession();
        for (int second = 1; second <= 240; second++)
        {
            time.Advance(TimeSpan.FromSeconds(1));
            camera.Play(1);
            if (second is 90 or 180)
            {
                gates.Pulse(id, TimeSpan.FromSeconds(1));
            }
        }
        recorder.EndSession();
        recorder.Live.Dispose();
    }
}
