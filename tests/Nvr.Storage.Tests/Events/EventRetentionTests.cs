using Nvr.Core.Events;
using Nvr.Storage.Events;
using Nvr.Storage.Tests.Support;

namespace Nvr.Storage.Tests.Events;

public sealed class EventRetentionTests
{
    [Fact]
    public async Task FootageAroundAnEvent_IsKeptLonger_AndTheEventGoesWithIt()
    {
        await using TestBox box = new();
        box.Open();
        await box.RecordManyAsync(5);
        Messages.Say(box, EventPhase.Start);
        await box.RecordManyAsync(2);
        Messages.Say(box, EventPhase.End);
        await box.RecordManyAsync(5);
        box.Time.Advance(TimeSpan.FromDays(3));

        // Segments of 4 s, the event over 6 and 7: six seconds before reach into 4, three after into 8.
        box.Store.SetRetention(box.Camera, days: 1, null, eventDays: 5, preEventSeconds: 6, postEventSeconds: 3);
        await Eventually.TrueAsync(() => box.Files().Length == 5, "the rest is gone");
        Assert.Equal(["4", "5", "6", "7", "8"], box.Files().Select(f => Path.GetFileNameWithoutExtension(f).TrimStart('0')));
        Assert.Single(box.Store.Events.ListEvents(new EventFilter()).Events);

        box.Time.Advance(TimeSpan.FromDays(3));
        await box.RecordManyAsync(1);
        await Eventually.TrueAsync(() => box.Files().Length == 1, "the event's footage is gone too");
        await Eventually.TrueAsync(() => box.Store.Events.ListEvents(new EventFilter()).Events.Count == 0, "the event is gone");
    }

    [Fact]
    public async Task OldLogs_AreDeletedWithTheirEvents()
    {
        await using TestBox box = new();
        string logs = Path.Combine(box.VolumePath, "events");
        box.Open();
        for (int i = 0; i < 3; i++)
        {
            await box.RecordManyAsync(1);
            Messages.Say(box, EventPhase.Pulse);
            await box.FlushAsync();
            await box.RestartAsync();
        }
        Assert.Equal(3, Directory.GetFiles(logs).Length);
        box.Time.Advance(TimeSpan.FromDays(3));
        await box.RecordManyAsync(1);
        box.Store.SetRetention(box.Camera, days: 1, null, null);
        await Eventually.TrueAsync(() => box.Store.Events.ListEvents(new EventFilter()).Events.Count == 0, "the events are gone");
        await Eventually.TrueAsync(() => Directory.GetFiles(logs).Length == 1, "the old logs are gone");
    }
}
