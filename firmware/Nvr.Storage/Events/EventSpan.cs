using Nvr.Storage.Index;

namespace Nvr.Storage.Events;

/// <summary>Which footage belongs to an event.</summary>
internal static class EventSpan
{
    /// <summary>
    /// The stretches that an event covers as far as it is known. One that outlived a reboot covers its first moment and its last: what was recorded between
    /// was marked while it went on.
    /// </summary>
    public static IEnumerable<EventMark> Marks(EventRow row)
    {
        BootMoment end = row.End ?? row.Start;
        if (end.BootId == row.Start.BootId)
        {
            return [new EventMark(row.Camera, row.Start, Math.Max(row.Start.MonotonicUs, end.MonotonicUs) + 1)];
        }
        return [new EventMark(row.Camera, row.Start, row.Start.MonotonicUs + 1), new EventMark(row.Camera, end, end.MonotonicUs + 1)];
    }
}
