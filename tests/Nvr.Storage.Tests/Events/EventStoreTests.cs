using Nvr.Core.Events;
using Nvr.Core.Time;
using Nvr.Storage.Events;
using Nvr.Storage.Tests.Support;

namespace Nvr.Storage.Tests.Events;

public sealed class EventStoreTests
{
    [Theory]
    [InlineData(EventOrigin.Recorder, 3600, 3600)]
    [InlineData(EventOrigin.Recorder, 8000, 0)]
    [InlineData(EventOrigin.Camera, 500, 500)]
    [InlineData(EventOrigin.Camera, 3600, 0)]
    public async Task Time_LongAgo_IsBelievedOfTheRecorder_AndForAWhileOfCameras(EventOrigin origin, int agoSeconds, int believedSeconds)
    {
        await using TestBox box = new();
        box.Open();
        box.Time.Advance(TimeSpan.FromSeconds(9000));
        UtcTime now = box.Clock.WallNow;

        box.Store.EventWriter.Add(box.Camera, Messages.Of(box, EventPhase.Pulse) with { Time = new UtcTime(now.Microseconds - (agoSeconds * 1_000_000L)) }, origin);
        await box.FlushAsync();

        StoredEvent told = Assert.Single(box.Store.Events.ListEvents(new EventFilter()).Events);
        Assert.Equal(believedSeconds, (now.Microseconds - told.Start.Microseconds) / 1e6, 0.5);
    }

    [Fact]
    public async Task StartAndEnd_BecomeOneEventWithEverythingTheCameraSaid()
    {
        await using TestBox box = new();
        box.Open();
        UtcTime start = box.Clock.WallNow;
        Messages.Say(box, EventPhase.Start);
        Messages.Say(box, EventPhase.Start, initial: true);
        await box.FlushAsync();
        Assert.Equal(EventClosing.Open, Assert.Single(box.Store.Events.ListEvents(new EventFilter()).Events).Closing);

        box.Time.Advance(TimeSpan.FromSeconds(7));
        Messages.Say(box, EventPhase.End);
        Messages.Say(box, EventPhase.End);
        Messages.Say(box, EventPhase.End, key: "never begun");
        await box.FlushAsync();

        StoredEvent listed = Assert.Single(box.Store.Events.ListEvents(new EventFilter()).Events);
        StoredEvent found = box.Store.Events.FindEvent(listed.Id)!;
        Assert.Equal(listed, found with { Raw = null });
        Assert.Equal((start, start.Plus(7_000_000), EventClosing.Reported), (found.Start, found.End, found.Closing));
        CameraEvent said = Messages.Of(box, EventPhase.Start);
        Assert.Equal((box.Camera, said.Kind, said.Object, said.Box, said.Confidence), (found.Camera, found.Kind, found.Object, found.Box, found.Confidence));
        Assert.Equal((said.Zone, said.Text, said.Topic, said.Raw), (found.Zone, found.Text, found.Topic, found.Raw));
        Assert.Equal(EventOrigin.Camera, found.Origin);
        Assert.True(EventId.TryParse(found.Id.ToString(), out EventId parsed) && parsed == found.Id);
        Assert.Equal(1, Assert.Single(box.Store.Events.CountEvents()).Count);
    }

    [Fact]
    public async Task OpenEvent_WhenTheRecorderStops_EndsThereAndGoesOnWhenTheCameraSaysSo()
    {
        await using TestBox box = new();
        box.Open();
        Messages.Say(box, EventPhase.Start);
        Messages.Say(box, EventPhase.Start, key: "rule-2");
        box.Time.Advance(TimeSpan.FromSeconds(5));
        UtcTime stopped = box.Clock.WallNow;
        await box.RestartAsync();
        Assert.All(box.Store.Events.ListEvents(new EventFilter()).Events, e => Assert.Equal((stopped, EventClosing.Interrupted), (e.End, e.Closing)));

        box.Time.Advance(TimeSpan.FromSeconds(20));
        Messages.Say(box, EventPhase.Start, initial: true);
        box.Time.Advance(TimeSpan.FromSeconds(20));
        UtcTime ended = box.Clock.WallNow;
        Messages.Say(box, EventPhase.End);
        await box.FlushAsync();
        IReadOnlyList<StoredEvent> events = box.Store.Events.ListEvents(new EventFilter { OldestFirst = true }).Events;
        Assert.Equal([(ended, EventClosing.Reported), (stopped, EventClosing.Interrupted)], events.Select(e => (e.End!.Value, e.Closing)));
    }

    [Fact]
    public async Task OpenEvent_OfAKilledRecorder_EndsWithTheLastFootage()
    {
        await using TestBox box = new();
        box.Open();
        Messages.Say(box, EventPhase.Start);
        await box.RecordManyAsync(2);
        UtcTime lastFootage = box.Clock.WallNow;
        using TestFolder copy = new();
        Copy(box.VolumePath, copy.Of("footage"));
        await box.CloseAsync();
        box.VolumePath = copy.Of("footage");
        await box.RebootAsync(TestBox.Noon.AddMinutes(5));
        await box.FlushAsync();
        StoredEvent left = Assert.Single(box.Store.Events.ListEvents(new EventFilter()).Events);
        Assert.Equal((lastFootage, EventClosing.Interrupted), (left.End, left.Closing));
        Messages.Say(box, EventPhase.End);
        await box.FlushAsync();
        StoredEvent ended = Assert.Single(box.Store.Events.ListEvents(new EventFilter()).Events);
        Assert.Equal((left.Id, box.Clock.WallNow, EventClosing.Reported), (ended.Id, ended.End!.Value, ended.Closing));
    }

    [Fact]
    public async Task ClockCorrection_RedatesEvents()
    {
        await using TestBox box = new();
        box.Open();
        Messages.Say(box, EventPhase.Pulse);
        await box.FlushAsync();
        box.Time.Set(TestBox.Noon.AddHours(3));
        await Eventually.TrueAsync(
            () => box.Store.Events.ListEvents(new EventFilter()).Events[0].Start == UtcTime.From(TestBox.Noon.AddHours(3)), "the event is dated anew");
    }

    [Fact]
    public async Task VolumeAway_EventsWaitForIt()
    {
        await using TestBox box = new();
        box.Open();
        await box.RecordManyAsync(1);
        Guid id = box.Store.ListVolumes()[0].Id;
        await box.CloseAsync();
        string away = box.VolumePath + ".away";
        Directory.Move(box.VolumePath, away);
        string wanted = box.VolumePath;
        box.VolumePath = wanted + ".other";
        await using FootageStore store = FootageStore.Open(
            new FootageStoreOptions { Volumes = [new VolumeOptions(wanted) { ExpectedId = id }] }, box.Clock, box.Health);
        store.EventWriter.Add(box.Camera, Messages.Of(box, EventPhase.Start));
        store.EventWriter.Add(box.Camera, Messages.Of(box, EventPhase.End));
        Assert.Empty(store.Events.ListEvents(new EventFilter()).Events);
        Directory.Move(away, wanted);
        await Eventually.TrueAsync(() => store.Events.ListEvents(new EventFilter()).Events is [{ Closing: EventClosing.Reported }], "the event is stored");
        Assert.Equal(0, store.Events.Dropped);
    }

    [Fact]
    public async Task CameraThatNeverStops_IsCutOffAndCounted()
    {
        await using TestBox box = new();
        box.Open();
        for (int i = 0; i < 1_000; i++)
        {
            Messages.Say(box, EventPhase.Start, key: "k" + i);
        }
        await box.FlushAsync();
        Assert.Equal(400, box.Store.Events.Dropped);
        IReadOnlyList<StoredEvent> events = box.Store.Events.ListEvents(new EventFilter { Limit = 1_000 }).Events;
        Assert.Equal(600, events.Count);
        Assert.Equal(128, events.Count(e => e.Closing == EventClosing.Open));
    }

    [Fact]
    public async Task Followers_HearBeginAndEnd_AndSlowOnesLoseTheOldest()
    {
        await using TestBox box = new();
        box.Open();
        using EventSubscription follower = box.Store.Events.Subscribe();
        Messages.Say(box, EventPhase.Start);
        await box.FlushAsync();
        Messages.Say(box, EventPhase.End);
        await box.FlushAsync();
        Assert.True(follower.Events.TryRead(out StoredEvent? begun));
        Assert.True(follower.Events.TryRead(out StoredEvent? ended));
        Assert.Equal((EventClosing.Open, EventClosing.Reported, begun.Id), (begun.Closing, ended.Closing, ended.Id));

        for (int i = 0; i < EventSubscription.Capacity + 10; i++)
        {
            Messages.Say(box, EventPhase.Pulse);
        }
        await box.FlushAsync();
        Assert.Equal(10, follower.Dropped);
        await box.CloseAsync();
        while (follower.Events.TryRead(out _))
        {
        }
        Assert.True(follower.Events.Completion.IsCompletedSuccessfully);
    }

    private static void Copy(string from, string to)
    {
        foreach (string file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories).Where(f => !f.EndsWith("footage.lock", StringComparison.Ordinal)))
        {
            string copied = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copied)!);
            File.Copy(file, copied);
        }
    }
}
