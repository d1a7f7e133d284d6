namespace Nvr.Storage.Events;

/// <summary>
/// The tables of events. The full message is not in them but in the event log (<see cref="EventLog"/>), so that a million events stay a small
/// index. Marks say which footage is event footage: they are on every volume, because footage and its event may lie on different ones. Bits say in
/// which moments of a boot something with a property began (<see cref="Search.EventBits"/>): a search reads them instead of rows.
/// </summary>
internal static class EventTables
{
    /// <summary>Events longer than this are looked for by themselves: a search for what touches a moment need look back only this far, µs.</summary>
    public const long LongUs = 600_000_000;

    /// <summary>What makes an event one of the long ones; as written in the index, or SQLite does not use it.</summary>
    public const string IsLong = "(end_us IS NULL OR end_boot <> start_boot OR end_us - start_us > 600000000)";

    private const string Bits = """

        CREATE TABLE event_bits(
          term INTEGER NOT NULL, boot_id INTEGER NOT NULL, chunk INTEGER NOT NULL, slots BLOB NOT NULL, PRIMARY KEY(term, boot_id, chunk)) WITHOUT ROWID;
        CREATE TABLE event_terms(term INTEGER PRIMARY KEY);
        CREATE TABLE camera_zones(camera_id INTEGER NOT NULL, zone_id INTEGER NOT NULL, PRIMARY KEY(camera_id, zone_id)) WITHOUT ROWID;

        """;

    private const string Tables = """

        CREATE TABLE cameras(id INTEGER PRIMARY KEY, uuid TEXT NOT NULL UNIQUE);
        CREATE TABLE zones(id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE);
        CREATE TABLE events(
          id INTEGER PRIMARY KEY, camera_id INTEGER NOT NULL, start_boot INTEGER NOT NULL, start_us INTEGER NOT NULL,
          end_boot INTEGER, end_us INTEGER, closing INTEGER NOT NULL, kind INTEGER NOT NULL, object INTEGER NOT NULL, zone_id INTEGER,
          box BLOB, confidence REAL, text TEXT, topic TEXT NOT NULL, origin INTEGER NOT NULL, key TEXT,
          log_file INTEGER NOT NULL, log_offset INTEGER NOT NULL, colours INTEGER NOT NULL DEFAULT 0, direction INTEGER NOT NULL DEFAULT 0, area INTEGER);
        CREATE INDEX events_by_time ON events(start_boot, start_us, id, kind, object, zone_id);
        CREATE INDEX events_by_camera ON events(camera_id, start_boot, start_us, id, kind, object, zone_id);
        CREATE INDEX events_long ON events(start_boot, start_us, id) WHERE
        """ + " " + IsLong + ";" + """

        CREATE INDEX events_unended ON events(id) WHERE key IS NOT NULL;
        CREATE TABLE event_marks(
          camera_id INTEGER NOT NULL, boot_id INTEGER NOT NULL, start_us INTEGER NOT NULL, end_us INTEGER NOT NULL,
          PRIMARY KEY(camera_id, boot_id, start_us)) WITHOUT ROWID;

        """ + Bits;

    // A new index has no event that lacks its bits.
    public const string Create = Tables + "INSERT INTO meta(key, value) VALUES('" + Index.IndexMeta.BitsComplete + "', '1');\n";

    /// <summary>Version 1 had marks alone, called events.</summary>
    public const string FromVersion1 = "DROP INDEX events_by_start; ALTER TABLE events RENAME TO old_events;" + Create + """
        INSERT INTO cameras(uuid) SELECT DISTINCT camera FROM old_events;
        INSERT INTO event_marks SELECT c.id, o.boot_id, o.start_us, max(o.end_us) FROM old_events o JOIN cameras c ON c.uuid = o.camera
          GROUP BY c.id, o.boot_id, o.start_us;
        DROP TABLE old_events;

        """;

    /// <summary>Version 2 knew no colours, directions and sizes and searched rows. Bits of what is there are made later, beside recording.</summary>
    public const string FromVersion2 = """
        DROP INDEX events_by_kind;
        ALTER TABLE events ADD COLUMN colours INTEGER NOT NULL DEFAULT 0;
        ALTER TABLE events ADD COLUMN direction INTEGER NOT NULL DEFAULT 0;
        ALTER TABLE events ADD COLUMN area INTEGER;
        """ + Bits;
}
