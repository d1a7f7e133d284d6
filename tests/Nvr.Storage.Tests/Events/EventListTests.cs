using Nvr.Core;
using Nvr.Core.Events;
using Nvr.Core.Time;
using Nvr.Storage.Events;
using Nvr.Storage.Tests.Support;

namespace Nvr.Storage.Tests.Events;

public sealed class EventListTests
{
    [Fact]
    public async Task Pages_OverVolumesAndBoots_GiveEveryEventOnceInOrder()
    {
        using TestFolder second = new();
        await using TestBox box = new();
        VolumeOptions other = new(second.Of("other")) { Initialise = true, ReserveBytes = 0 };
        box.Open(other);
        for (int i = 0; i < 30; i++)
        {
            // Some in the same microsecond; in turn on both volumes.
            box.Record(1);
            Messages.Say(box, EventPhase.Pulse);
            Messages.Say(box, EventPhase.Pulse);
            await box.FlushAsync();
        }
        await box.CloseAsync();
        box.Time.Advance(TimeSpan.FromMinutes(1));
        box.Open(other);
        Messages.Say(box, EventPhase.Pulse);
        await box.FlushAsync();
        Assert.Equal(2, Page(box, new EventFilter { Limit = 1_000 }).Select(e => e.Id.Volume).Distinct().Count());

        foreach (bool oldestFirst in new[] { true, false })
        {
            List<StoredEvent> all = Page(box, new EventFilter { Limit = 7, OldestFirst = oldestFirst });
            Assert.Equal(61, all.Select(e => e.Id).Distinct().Count());
            Assert.Equal(61, all.Count);
            IEnumerable<StoredEvent> ordered = oldestFirst ? all.OrderBy(e => e.Start) : all.OrderByDescending(e => e.Start);
            Assert.Equal(ordered.Select(e => e.Start), all.Select(e => e.Start));
        }
    }

    [Fact]
    public async Task Filters_SelectByCameraKindClassZoneAndTime()
    {
        await using TestBox box = new();
        box.Open();
        CameraId other = CameraId.New();
        UtcTime zero = box.Clock.WallNow;
        Messages.Say(box, EventPhase.Start, CameraEventKind.DigitalInput, "long");
        for (int minute = 0; minute < 30; minute++)
        {
            box.Store.EventWriter.Add(other, Messages.Of(box, EventPhase.Pulse, CameraEventKind.Tamper) with { Zone = "Yard", Object = ObjectClass.None });
            Messages.Say(box, EventPhase.Pulse, CameraEventKind.Motion);
            box.Time.Advance(TimeSpan.FromMinutes(1));
        }
        await box.FlushAsync();

        Assert.Equal(31, Page(box, new EventFilter { Cameras = [box.Camera] }).Count);
        Assert.Equal(30, Page(box, new EventFilter { Cameras = [other] }).Count);
        Assert.Equal(61, Page(box, new EventFilter { Cameras = [box.Camera, other] }).Count);
        Assert.Empty(Page(box, new EventFilter { Cameras = [] }));
        Assert.Equal(30, Page(box, new EventFilter { Kinds = [CameraEventKind.Tamper] }).Count);
        Assert.Equal(31, Page(box, new EventFilter { Kinds = [CameraEventKind.Tamper, CameraEventKind.DigitalInput], Limit = 4 }).Count);
        Assert.Equal(31, Page(box, new EventFilter { Objects = [ObjectClass.Person] }).Count);
        Assert.Empty(Page(box, new EventFilter { Cameras = [other], Objects = [ObjectClass.Person] }));
        Assert.Equal(31, Page(box, new EventFilter { Zone = "front d" }).Count);
        Assert.Empty(Page(box, new EventFilter { Zone = "cellar" }));

        UtcRange minutes = new(zero.Plus(20 * 60_000_000L), zero.Plus(22 * 60_000_000L));
        foreach (bool oldestFirst in new[] { true, false })
        {
            // Two minutes of two cameras, and what began long before and still goes on.
            List<StoredEvent> touched = Page(box, new EventFilter { Range = minutes, Limit = 2, OldestFirst = oldestFirst });
            Assert.Equal(5, touched.Count);
            Assert.Equal(CameraEventKind.DigitalInput, (oldestFirst ? touched[0] : touched[^1]).Kind);
        }
        NvrException refused = Assert.Throws<NvrException>(() => box.Store.Events.ListEvents(new EventFilter { Cursor = "x" }));
        Assert.Equal(ErrorKind.InvalidInput, refused.Kind);
    }

    private static List<StoredEvent> Page(TestBox box, EventFilter filter)
    {
        List<StoredEvent> all = [];
        EventPage page;
        do
        {
            page = box.Store.Events.ListEvents(filter);
            Assert.True(page.Events.Count <= filter.Limit);
            all.AddRange(page.Events);
            filter = filter with { Cursor = page.Next };
        }
        while (page.Next is not null);
        return all;
    }
}
