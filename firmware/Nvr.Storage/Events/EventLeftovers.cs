using Nvr.Storage.Clock;
using Nvr.Storage.Volumes;

namespace Nvr.Storage.Events;

/// <summary>Finds what earlier processes left on a volume without an end that the camera reported: its end may still come.</summary>
internal static class EventLeftovers
{
    private const int Most = 4_096;

    public static IReadOnlyList<EventItem> Find(Volume volume, BootTimeline timeline)
    {
        List<EventItem> found = [];
        foreach (EventRow row in volume.Reads.Read(r => EventQuery.Unended(r, Most)))
        {
            if (timeline.Find(row.Start.BootId) is not null && (row.End is not { } end || timeline.Find(end.BootId) is not null))
            {
                EventItem item = new(row, "", null);
                item.IsKept(volume.Site.Marker.Id, row.Number, row.Place);
                found.Add(item);
            }
        }
        return found;
    }
}
