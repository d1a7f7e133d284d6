using Microsoft.Data.Sqlite;
using Nvr.Core.Events;
using Nvr.Storage.Index;

namespace Nvr.Storage.Events.Search;

/// <summary>
/// Keeps, for every property that events have, the moments at which events with it began (<see cref="SlotSet"/>), so that a search intersects bits instead
/// of reading rows. Bits are only ever added: one that is stale leads to a row that does not match, and goes with its chunk once that has no event
/// left. Runs on the index thread, within its transaction.
/// </summary>
internal static class EventBits
{
    private const string Facts = """
        SELECT id, start_boot, start_us, end_boot, end_us, camera_id, kind, object, zone_id, colours, direction, area, confidence, origin FROM events
        """;

    /// <summary>Adds the bits of events as their rows stand now.</summary>
    public static void Index(IndexSession session, IEnumerable<long> numbers)
    {
        Dictionary<(long Term, long Boot, long Chunk), SlotSet> added = [];
        foreach (long number in numbers)
        {
            using SqliteDataReader row = session.Sql.Read(Facts + " WHERE id = $1", number);
            Collect(row, added, session);
        }
        Merge(session, added);
    }

    /// <summary>The same for all events with numbers in (after, to].</summary>
    public static void IndexRange(IndexSession session, long after, long to)
    {
        Dictionary<(long Term, long Boot, long Chunk), SlotSet> added = [];
        using (SqliteDataReader rows = session.Sql.Read(Facts + " WHERE id > $1 AND id <= $2", after, to))
        {
            Collect(rows, added, session);
        }
        Merge(session, added);
    }

    /// <summary>Drops the bits of chunks in which, and before which, no event of their boot is left; returns how many.</summary>
    public static int DropPast(IndexSession session)
    {
        int dropped = 0;
        foreach ((long boot, long? oldestUs) in OldestOfBoots(session))
        {
            long chunk = oldestUs is { } us ? SlotSet.ChunkOf(us) : long.MaxValue;
            if (HasBefore(session, boot, chunk))
            {
                dropped += session.Sql.Run(
                    "DELETE FROM event_bits WHERE term IN (SELECT term FROM event_terms) AND boot_id = $1 AND chunk < $2", boot, chunk);
            }
        }
        return dropped;
    }

    // Every event has one of these: two looks tell of a boot whether there is anything to drop.
    private static bool HasBefore(IndexSession session, long boot, long chunk) => session.Sql.Number(
        "SELECT EXISTS(SELECT 1 FROM event_bits WHERE term IN ($1, $2) AND boot_id = $3 AND chunk < $4)",
        EventTerms.Origin(EventOrigin.Camera), EventTerms.Origin(EventOrigin.Recorder), boot, chunk) == 1;

    private static List<(long Boot, long? OldestUs)> OldestOfBoots(IndexSession session)
    {
        using SqliteDataReader rows = session.Sql.Read("SELECT b.id, (SELECT min(start_us) FROM events WHERE start_boot = b.id) FROM boots b");
        List<(long, long?)> found = [];
        while (rows.Read())
        {
            found.Add((rows.GetInt64(0), rows.IsDBNull(1) ? null : rows.GetInt64(1)));
        }
        return found;
    }

    private static void Collect(SqliteDataReader rows, Dictionary<(long Term, long Boot, long Chunk), SlotSet> added, IndexSession session)
    {
        HashSet<(long Camera, long Zone)> zones = [];
        while (rows.Read())
        {
            long boot = rows.GetInt64(1);
            long startUs = rows.GetInt64(2);
            foreach (long term in TermsOf(rows, boot, startUs))
            {
                (long, long, long) key = (term, boot, SlotSet.ChunkOf(startUs));
                SlotSet slots = added.TryGetValue(key, out SlotSet? known) ? known : added[key] = new SlotSet();
                slots.Add(SlotSet.SlotOf(startUs));
            }
            _ = !rows.IsDBNull(8) && zones.Add((rows.GetInt64(5), rows.GetInt64(8)));
        }
        foreach ((long camera, long zone) in zones)
        {
            session.Sql.Run("INSERT OR IGNORE INTO camera_zones(camera_id, zone_id) VALUES($1, $2)", camera, zone);
        }
    }

    private static IEnumerable<long> TermsOf(SqliteDataReader row, long boot, long startUs)
    {
        yield return EventTerms.Camera(row.GetInt64(5));
        yield return EventTerms.Kind((CameraEventKind)row.GetInt64(6));
        yield return EventTerms.Object((ObjectClass)row.GetInt64(7));
        yield return EventTerms.Scene(row.GetInt64(5), (CameraEventKind)row.GetInt64(6), (ObjectClass)row.GetInt64(7));
        if (!row.IsDBNull(8))
        {
            yield return EventTerms.Zone(row.GetInt64(8));
        }
        for (long colours = row.GetInt64(9), bit = 0; colours >> (int)bit != 0; bit++)
        {
            if (((colours >> (int)bit) & 1) != 0)
            {
                yield return EventTerms.Colour((int)bit);
            }
        }
        if (row.GetInt64(10) is not 0 and long direction)
        {
            yield return EventTerms.Direction((MoveDirection)direction);
        }
        if (!row.IsDBNull(11))
        {
            yield return EventTerms.Area(EventTerms.AreaStep(row.GetInt64(11)));
        }
        bool isKnown = !row.IsDBNull(3) && row.GetInt64(3) == boot && !row.IsDBNull(4);
        yield return EventTerms.Duration(isKnown ? EventTerms.DurationStep(row.GetInt64(4) - startUs) : EventTerms.UnknownDuration);
        yield return EventTerms.Origin((EventOrigin)row.GetInt64(13));
        if (!row.IsDBNull(12))
        {
            yield return EventTerms.Confidence(EventTerms.ConfidenceStep(row.GetDouble(12)));
        }
    }

    private static void Merge(IndexSession session, Dictionary<(long Term, long Boot, long Chunk), SlotSet> added)
    {
        foreach (((long term, long boot, long chunk), SlotSet slots) in added)
        {
            byte[]? before = Stored(session, term, boot, chunk);
            if (before is null)
            {
                session.Sql.Run("INSERT OR IGNORE INTO event_terms(term) VALUES($1)", term);
            }
            slots.Add(before);
            byte[] now = slots.Pack();
            if (before is null || !now.AsSpan().SequenceEqual(before))
            {
                session.Sql.Run("INSERT OR REPLACE INTO event_bits(term, boot_id, chunk, slots) VALUES($1, $2, $3, $4)", term, boot, chunk, now);
            }
        }
    }

    private static byte[]? Stored(IndexSession session, long term, long boot, long chunk)
    {
        using SqliteDataReader row = session.Sql.Read("SELECT slots FROM event_bits WHERE term = $1 AND boot_id = $2 AND chunk = $3", term, boot, chunk);
        return row.Read() ? row.GetFieldValue<byte[]>(0) : null;
    }
}
