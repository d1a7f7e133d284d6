using Nvr.Core;
using Nvr.Core.Events;
using Nvr.Storage.Index;

namespace Nvr.Storage.Events;

/// <summary>Rows as lines of the log, and back.</summary>
internal static class EventLogForm
{
    public static EventLogRecord ToEvent(EventRow row, string raw, string? source, long utcOffsetUs) => new()
    {
        Type = EventLogEntry.Event,
        Number = row.Number,
        Camera = row.Camera.Value,
        Boot = row.Start.BootId,
        StartUs = row.Start.MonotonicUs,
        UtcOffsetUs = utcOffsetUs,
        EndBoot = row.End?.BootId,
        EndUs = row.End?.MonotonicUs,
        Closing = row.Closing,
        Kind = row.Kind,
        Object = row.Object,
        Box = Sides(row.Box),
        BoxAfterUs = row.BoxAfterUs,
        Confidence = row.Confidence,
        Zone = row.Zone,
        Text = row.Text,
        Colours = Known(row.Colours),
        Direction = Known(row.Direction),
        Source = source,
        Topic = row.Topic,
        Key = row.Key,
        Origin = row.Origin,
        Raw = raw,
    };

    /// <summary>How an event that has its line already has ended, or that it goes on.</summary>
    public static EventLogRecord ToEnd(EventRow row, long utcOffsetUs, Guid writtenIn) => new()
    {
        Type = EventLogEntry.End,
        Number = row.Number,
        Camera = row.Camera.Value,
        Boot = row.Start.BootId,
        StartUs = row.Start.MonotonicUs,
        UtcOffsetUs = row.Start.BootId == writtenIn ? utcOffsetUs : null,
        EndBoot = row.End?.BootId,
        EndUs = row.End?.MonotonicUs,
        Closing = row.Closing,
        Object = Known(row.Object),
        Box = Sides(row.Box),
        BoxAfterUs = row.BoxAfterUs,
        Confidence = row.Confidence,
        Zone = row.Zone,
        Text = row.Text,
        Colours = Known(row.Colours),
        Direction = Known(row.Direction),
    };

    public static EventLogRecord ToForget(CameraId camera) => new() { Type = EventLogEntry.Forget, Camera = camera.Value };

    /// <summary>Null when the line lacks what an event needs.</summary>
    public static EventRow? ToRow(EventLogRecord record, EventLogPlace place)
    {
        if (record is not { Number: > 0, Boot: { } boot, StartUs: { } startUs })
        {
            return null;
        }
        return new EventRow
        {
            Number = record.Number,
            Camera = new CameraId(record.Camera),
            Start = new BootMoment(boot, startUs),
            End = End(record),
            Closing = record.Closing ?? EventClosing.Open,
            Kind = record.Kind ?? CameraEventKind.Other,
            Object = record.Object ?? ObjectClass.None,
            Box = BoxOf(record),
            BoxAfterUs = record.BoxAfterUs,
            Confidence = record.Confidence,
            Zone = record.Zone,
            Text = record.Text,
            Colours = record.Colours ?? ObjectColours.None,
            Direction = record.Direction ?? MoveDirection.None,
            Topic = record.Topic ?? "",
            Origin = record.Origin ?? EventOrigin.Camera,
            Key = record.Key ?? "",
            Place = place,
        };
    }

    public static BootMoment? End(EventLogRecord record) =>
        record is { EndBoot: { } boot, EndUs: { } atUs } ? new BootMoment(boot, atUs) : null;

    public static EventBox? BoxOf(EventLogRecord record) =>
        record.Box is [var left, var top, var width, var height] ? new EventBox(left, top, width, height) : null;

    private static float[]? Sides(EventBox? box) => box is { } b ? [b.Left, b.Top, b.Width, b.Height] : null;

    private static T? Known<T>(T value)
        where T : struct, Enum => EqualityComparer<T>.Default.Equals(value, default) ? null : value;
}
