using Nvr.Core;
using Nvr.Core.Events;
using Nvr.Storage.Events.Search;
using Nvr.Storage.Index;
using Nvr.Storage.Retention;

namespace Nvr.Storage.Events;

/// <summary>Writes rows of events. Runs on the index thread, within its transaction.</summary>
internal static class EventRows
{
    /// <summary>Stores events, or how far they have come, with what finds them.</summary>
    public static void Put(IndexSession session, IReadOnlyCollection<EventRow> rows)
    {
        foreach (EventRow row in rows)
        {
            PutRow(session, row);
        }
        EventBits.Index(session, rows.Select(r => r.Number));
    }

    /// <summary>Stores an event without what finds it: for whoever makes that of many at once.</summary>
    public static void PutRow(IndexSession session, EventRow row)
    {
        session.Sql.Run(
            """
            INSERT INTO events(
              id, camera_id, start_boot, start_us, end_boot, end_us, closing, kind, object, zone_id, box, confidence, text, topic, origin, key, log_file, log_offset,
              colours, direction, area)
            VALUES($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21)
            ON CONFLICT(id) DO UPDATE SET
              end_boot = excluded.end_boot, end_us = excluded.end_us, closing = excluded.closing, key = excluded.key, object = excluded.object,
              zone_id = excluded.zone_id, box = excluded.box, confidence = excluded.confidence, text = excluded.text, colours = excluded.colours,
              direction = excluded.direction, area = excluded.area
            """,
            row.Number, session.CameraRow(row.Camera), session.BootId(row.Start.BootId), row.Start.MonotonicUs,
            EndBoot(session, row.End), row.End is { } end ? end.MonotonicUs : DBNull.Value, (long)row.Closing, (long)row.Kind, (long)row.Object,
            Zone(session, row.Zone), EventBoxes.Write(row.Box, row.BoxAfterUs), OrNull((double?)row.Confidence), OrNull(row.Text),
            row.Topic, (long)row.Origin, KeyOf(row.Closing, row.Key), row.Place.File, row.Place.Offset,
            (long)row.Colours, (long)row.Direction, row.Box is { } box ? EventTerms.AreaOf(box) : DBNull.Value);
    }

    /// <summary>Tells the end of an event whose row is there, and what its line knows by then; false when it is not there.</summary>
    public static bool SetEnd(IndexSession session, EventLogRecord record)
    {
        EventClosing closing = record.Closing ?? EventClosing.Reported;
        BootMoment? end = EventLogForm.End(record);
        EventBox? box = EventLogForm.BoxOf(record);
        bool there = session.Sql.Run(
            """
            UPDATE events SET end_boot = $2, end_us = $3, closing = $4, key = CASE WHEN $4 = 1 THEN NULL ELSE key END, object = coalesce($5, object),
              zone_id = coalesce($6, zone_id), box = coalesce($7, box), area = coalesce($8, area), confidence = coalesce($9, confidence),
              text = coalesce($10, text), colours = coalesce($11, colours), direction = coalesce($12, direction) WHERE id = $1
            """,
            record.Number, EndBoot(session, end), end is { } known ? known.MonotonicUs : DBNull.Value, (long)closing, OrNull((long?)record.Object),
            Zone(session, record.Zone), EventBoxes.Write(box, record.BoxAfterUs), box is { } drawn ? EventTerms.AreaOf(drawn) : DBNull.Value, OrNull((double?)record.Confidence),
            OrNull(record.Text), OrNull((long?)record.Colours), OrNull((long?)record.Direction)) > 0;
        if (there)
        {
            EventBits.Index(session, [record.Number]);
        }
        return there;
    }

    /// <summary>Marks the footage between start and end of an event whose row is there; of an event over several boots, in its first and last.</summary>
    public static void Mark(IndexSession session, EventRow row)
    {
        foreach (EventMark mark in EventSpan.Marks(row))
        {
            EventMarks.Put(session, mark);
        }
    }

    /// <summary>Drops all events and marks of a camera.</summary>
    public static int Forget(IndexSession session, CameraId camera)
    {
        long row = session.CameraRow(camera);
        return session.Sql.Run("DELETE FROM events WHERE camera_id = $1", row) + session.Sql.Run("DELETE FROM event_marks WHERE camera_id = $1", row);
    }

    private static object OrNull(object? value) => value ?? DBNull.Value;

    // A key is needed only as long as an end may come for it.
    private static object KeyOf(EventClosing closing, string key) => closing == EventClosing.Reported ? DBNull.Value : key;

    private static object EndBoot(IndexSession session, BootMoment? end) => end is { } known ? session.BootId(known.BootId) : DBNull.Value;

    private static object Zone(IndexSession session, string? name)
    {
        if (name is null)
        {
            return DBNull.Value;
        }
        return session.Sql.Number("SELECT id FROM zones WHERE name = $1", name)
            ?? session.Sql.Number("INSERT INTO zones(name) VALUES($1) RETURNING id", name)!.Value;
    }
}
