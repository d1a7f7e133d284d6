using Nvr.Storage.Clock;

namespace Nvr.Storage.Events;

/// <summary>Places a row in UTC as the boots stand now.</summary>
internal static class EventView
{
    /// <summary>Null when nobody knows one of its boots.</summary>
    public static StoredEvent? Of(Guid volume, EventRow row, BootTimeline timeline, string? raw = null)
    {
        if (timeline.Find(row.Start.BootId) is not { } start || (row.End is { } last && timeline.Find(last.BootId) is null))
        {
            return null;
        }
        return new StoredEvent
        {
            Id = new EventId(volume, row.Number),
            Camera = row.Camera,
            Start = start.ToUtc(row.Start.MonotonicUs),
            End = row.End is { } end ? timeline.ToUtc(end.BootId, end.MonotonicUs) : null,
            Closing = row.Closing,
            Kind = row.Kind,
            Object = row.Object,
            Box = row.Box,
            BoxTime = row.BoxAfterUs is { } after ? start.ToUtc(row.Start.MonotonicUs).Plus(after) : null,
            Confidence = row.Confidence,
            Zone = row.Zone,
            Text = row.Text,
            Colours = row.Colours,
            Direction = row.Direction,
            Topic = row.Topic,
            Origin = row.Origin,
            Raw = raw,
        };
    }
}
