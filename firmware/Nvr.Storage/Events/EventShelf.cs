using System.Collections.Concurrent;
using Nvr.Core;
using Nvr.Core.Health;
using Nvr.Core.Time;
using Nvr.Storage.Clock;
using Nvr.Storage.Index;
using Nvr.Storage.Volumes;

namespace Nvr.Storage.Events;

/// <summary>
/// Writes events: first the line, durable, then the row, then the marks on every volume. An event stays on the volume where its line is; a new one goes to
/// the volume that takes its camera's footage, or the first that works. Belongs to the event thread, but for <see cref="NoteVolume"/>.
/// </summary>
internal sealed class EventShelf(
    BoxClock clock, BootTimeline timeline, HealthBoard health, Func<IReadOnlyList<Volume>> volumes, EventFeed feed)
{
    private const string Part = "events";
    private const long AvoidMs = 15_000;
    private const long MarkEveryUs = 60_000_000;

    private readonly ConcurrentDictionary<CameraId, Guid> taking = new();
    private readonly List<EventItem> unwritten = [];
    private readonly List<(CameraId Camera, HashSet<Guid> Done)> forgotten = [];
    private readonly Dictionary<Guid, long> avoided = [];
    private readonly List<TaskCompletionSource> waiting = [];
    private bool troubled;

    public int Unwritten => unwritten.Count;

    public void NoteVolume(CameraId camera, Guid volume) => taking[camera] = volume;

    public bool Has(EventItem item) => unwritten.Contains(item);

    /// <summary>Adds events that are new or have changed.</summary>
    public void Put(IReadOnlyList<EventItem> changed) => unwritten.AddRange(changed.Where(i => !unwritten.Contains(i)));

    public void Forget(CameraId camera)
    {
        unwritten.RemoveAll(i => i.Row.Camera == camera);
        taking.TryRemove(camera, out _);
        forgotten.Add((camera, []));
    }

    public void WhenWritten(TaskCompletionSource written) => waiting.Add(written);

    /// <summary>Marks the footage of what goes on, now and then: it must not be deleted before its event has ended.</summary>
    public void MarkGoing(IReadOnlyCollection<EventItem> going, BootMoment now)
    {
        foreach (EventItem item in going.Where(i => i.Marked.BootId == now.BootId && now.MonotonicUs - i.Marked.MonotonicUs > MarkEveryUs))
        {
            Mark(new EventMark(item.Row.Camera, item.Marked, now.MonotonicUs));
            item.Marked = now;
        }
    }

    /// <summary>One attempt at all that waits.</summary>
    public void Write()
    {
        WriteForgotten();
        foreach (IGrouping<Volume?, EventItem> part in unwritten.GroupBy(VolumeFor).ToList())
        {
            if (part.Key is { } volume && TryWrite(volume, () => Write(volume, [.. part])))
            {
                unwritten.RemoveAll(part.Contains);
            }
        }
        if (troubled && unwritten.Count == 0)
        {
            troubled = false;
            health.Forget(Part);
        }
        waiting.ForEach(w => w.TrySetResult());
        waiting.Clear();
    }

    private Volume? VolumeFor(EventItem item)
    {
        IReadOnlyList<Volume> all = volumes();
        Guid? wanted = item.Volume ?? (taking.TryGetValue(item.Row.Camera, out Guid known) ? known : null);
        Volume? place = all.FirstOrDefault(v => v.Site.Marker.Id == wanted && !IsAvoided(v));
        return item.Volume is null ? place ?? all.FirstOrDefault(v => !IsAvoided(v)) : place;
    }

    private void Write(Volume volume, List<EventItem> items)
    {
        volume.Events.Open();
        List<long> numbers = [.. items.Select(i => i.Volume is null ? volume.Events.NextNumber() : i.Row.Number)];
        IReadOnlyList<EventLogPlace> places = volume.Events.Append([.. items.Select((item, i) => Line(item, numbers[i]))]);
        for (int i = 0; i < items.Count; i++)
        {
            if (items[i].Volume is null)
            {
                items[i].IsKept(volume.Site.Marker.Id, numbers[i], places[i]);
            }
        }
        volume.Index.Post(batch => items.ForEach(i => batch.Add(i.Row)));
        foreach (EventItem item in items)
        {
            MarkWhole(item);
            Tell(volume, item);
        }
    }

    private EventLogRecord Line(EventItem item, long number) => item.Volume is null
        ? EventLogForm.ToEvent(item.Row with { Number = number }, item.Raw, item.Source, OffsetUs())
        : EventLogForm.ToEnd(item.Row, OffsetUs(), clock.BootId);

    private void MarkWhole(EventItem item)
    {
        foreach (EventMark mark in EventSpan.Marks(item.Row))
        {
            Mark(mark);
        }
        if (item.Row.End is { } end && end.BootId == item.Marked.BootId && end.BootId != item.Row.Start.BootId)
        {
            Mark(new EventMark(item.Row.Camera, item.Marked, end.MonotonicUs + 1));
        }
    }

    private void Mark(EventMark mark)
    {
        foreach (Volume volume in volumes())
        {
            volume.Index.Post(batch => batch.Add(mark));
        }
    }

    private void Tell(Volume volume, EventItem item)
    {
        if (feed.HasFollowers && EventView.Of(volume.Site.Marker.Id, item.Row, timeline) is { } stored)
        {
            feed.Tell(stored);
        }
    }

    // Rows go by retention; the line keeps a later rebuild from bringing them back.
    private void WriteForgotten()
    {
        foreach ((CameraId camera, HashSet<Guid> done) in forgotten)
        {
            foreach (Volume volume in volumes().Where(v => !IsAvoided(v) && !done.Contains(v.Site.Marker.Id)))
            {
                bool written = volume.Events.ListFiles().Count == 0 || TryWrite(volume, () => volume.Events.Append([EventLogForm.ToForget(camera)]));
                _ = written && done.Add(volume.Site.Marker.Id);
            }
        }
        forgotten.RemoveAll(f => volumes().All(v => f.Done.Contains(v.Site.Marker.Id)));
    }

    private bool TryWrite(Volume volume, Action write)
    {
        try
        {
            write();
            return true;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or NvrException or ObjectDisposedException)
        {
            avoided[volume.Site.Marker.Id] = Environment.TickCount64 + AvoidMs;
            troubled = true;
            health.Report(new HealthItem(
                Part, HealthLevel.Attention, $"Events of cameras cannot be stored on the disk at {volume.Site.Path} just now.", "Check the disk.", failure.Message));
            return false;
        }
    }

    private bool IsAvoided(Volume volume) => avoided.TryGetValue(volume.Site.Marker.Id, out long until) && Environment.TickCount64 < until;

    private long OffsetUs() => timeline.Find(clock.BootId)!.Boot.OffsetUs;
}
