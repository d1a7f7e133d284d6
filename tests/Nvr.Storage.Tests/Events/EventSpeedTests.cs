using System.Diagnostics;
using System.Globalization;
using Nvr.Core;
using Nvr.Core.Events;
using Nvr.Core.Time;
using Nvr.Storage.Clock;
using Nvr.Storage.Disk;
using Nvr.Storage.Events;
using Nvr.Storage.Index;
using Nvr.Storage.Tests.Support;

namespace Nvr.Storage.Tests.Events;

/// <summary>
/// Pages of a large index. The environment's NVR_EVENTS sets how large; decision 0018 has the figures of a million. Without it the test only proves that
/// a page stays cheap, by a bound that scanning the whole index would miss on any machine only if it grew a hundredfold.
/// </summary>
public sealed class EventSpeedTests
{
    private const int Cameras = 16;

    [Fact]
    public async Task Pages_OfALargeIndex_DoNotScanIt()
    {
        int events = int.Parse(Environment.GetEnvironmentVariable("NVR_EVENTS") ?? "20000", CultureInfo.InvariantCulture);
        await using TestBox box = new() { ScanForOrphans = false };
        CameraId[] cameras = Fill(box, events);
        box.Open();
        UtcTime middle = UtcTime.From(TestBox.Noon).Plus(-events * 500_000L);
        Dictionary<string, EventFilter> asked = new()
        {
            ["newest"] = new EventFilter(),
            ["oldest"] = new EventFilter { OldestFirst = true },
            ["a camera's"] = new EventFilter { Cameras = [cameras[3]] },
            ["all cameras by name"] = new EventFilter { Cameras = cameras },
            ["a rare kind"] = new EventFilter { Kinds = [CameraEventKind.Tamper] },
            ["a rare kind of a camera"] = new EventFilter { Kinds = [CameraEventKind.Tamper], Cameras = [cameras[0]] },
            ["a class"] = new EventFilter { Objects = [ObjectClass.Vehicle] },
            ["a rare zone"] = new EventFilter { Zone = "CELLAR" },
            ["a range in the middle"] = new EventFilter { Range = new UtcRange(middle, middle.Plus(3_600_000_000)) },
        };
        foreach ((string name, EventFilter filter) in asked)
        {
            int found = box.Store.Events.ListEvents(filter).Events.Count;
            Stopwatch spent = Stopwatch.StartNew();
            EventPage page = box.Store.Events.ListEvents(filter);
            TestContext.Current.TestOutputHelper!.WriteLine($"{name}: {spent.Elapsed.TotalMilliseconds:0.00} ms for {found} of {events}");
            Assert.NotEmpty(page.Events);
            Assert.True(spent.Elapsed < TimeSpan.FromSeconds(5), name);
        }
    }

    private static CameraId[] Fill(TestBox box, int events)
    {
        VolumeMarker.Require(new VolumeOptions(box.VolumePath) { Initialise = true });
        CameraId[] cameras = [.. Enumerable.Range(0, Cameras).Select(_ => CameraId.New())];
        long spanUs = events * 1_000_000L;
        BootTimeline timeline = new(Guid.Empty);
        Boot boot = new(Guid.NewGuid(), Boot.OrdinalStep, UtcTime.From(TestBox.Noon).Microseconds - spanUs, BootCertainty.Measured, 0, spanUs);
        timeline.Merge([boot]);
        using IndexSession session = new(box.IndexPath, timeline);
        session.Begin();
        for (int i = 1; i <= events; i++)
        {
            BootMoment start = new(boot.Id, i * 1_000_000L);
            EventRows.Put(session, new EventRow
            {
                Number = i,
                Camera = cameras[i % Cameras],
                Start = start,
                End = start with { MonotonicUs = start.MonotonicUs + 800_000 },
                Closing = EventClosing.Reported,
                Kind = i % 10_000 == Cameras ? CameraEventKind.Tamper : CameraEventKind.Motion,
                Object = i % 3 == 0 ? ObjectClass.Vehicle : ObjectClass.None,
                Box = new EventBox(0.1f, 0.1f, 0.1f, 0.1f),
                Zone = i % 10_000 == 5 ? "Cellar" : "Zone " + (i % 20),
                Topic = "RuleEngine/CellMotionDetector/Motion",
                Origin = EventOrigin.Camera,
                Key = "",
            });
        }
        session.Commit();
        return cameras;
    }
}
