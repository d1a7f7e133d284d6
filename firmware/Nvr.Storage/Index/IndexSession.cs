using Nvr.Storage.Clock;

namespace Nvr.Storage.Index;

/// <summary>
/// Writes rows. Belongs to the index thread; every call but <see cref="Dispose"/> happens within a transaction that the caller
/// begins and ends. Failures are SqliteException.
/// </summary>
internal sealed class IndexSession(string path, BootTimeline timeline) : IDisposable
{
    private readonly Dictionary<StreamKey, long> streams = [];
    private readonly Dictionary<Guid, long> boots = [];

    public SqlSession Sql { get; } = new(IndexSchema.OpenWriter(path));

    public void Begin() => Sql.Begin();

    public void Commit() => Sql.Commit();

    public void Rollback()
    {
        // Ids that the lost transaction gave out are void.
        streams.Clear();
        boots.Clear();
        Sql.Rollback();
    }

    public void Put(SegmentChange change)
    {
        long? bytesBefore = Sql.Number("SELECT bytes FROM segments WHERE id = $1", change.Id);
        if (change.OnlyIfAbsent && bytesBefore is not null)
        {
            return;
        }
        long stream = StreamId(change.Stream);
        Sql.Run(
            """
            INSERT INTO segments(id, stream_id, boot_id, start_us, duration_us, bytes, format_id, state)
            VALUES($1, $2, $3, $4, $5, $6, $7, $8)
            ON CONFLICT(id) DO UPDATE SET
              start_us = excluded.start_us, duration_us = excluded.duration_us, bytes = excluded.bytes, state = excluded.state
            """,
            change.Id, stream, BootId(change.BootId), change.StartUs, change.DurationUs, change.Bytes, FormatId(change), (long)change.State);
        Sql.Run("INSERT OR REPLACE INTO fragments(segment_id, entries) VALUES($1, $2)", change.Id, change.Fragments);
        AddUsage(stream, change.Bytes - (bytesBefore ?? 0), bytesBefore is null ? 1 : 0);
        if (change.IsBackfilled)
        {
            BackfillRows.Put(this, change);
        }
    }

    /// <summary>Shortens or lengthens a segment that is there; one that retention took meanwhile stays gone.</summary>
    public void SetDuration(long id, long durationUs) => Sql.Run("UPDATE segments SET duration_us = $2 WHERE id = $1", id, durationUs);

    public void Put(Boot boot)
    {
        Sql.Run(
            """
            INSERT INTO boots(uuid, ordinal, utc_offset_us, certainty, first_us) VALUES($1, $2, $3, $4, $5)
            ON CONFLICT(uuid) DO UPDATE SET
              ordinal = excluded.ordinal, utc_offset_us = excluded.utc_offset_us,
              certainty = excluded.certainty, first_us = excluded.first_us
            """,
            boot.Id.ToString("N"), boot.Ordinal, boot.OffsetUs, (long)boot.Certainty, boot.FirstUs);
    }

    /// <summary>Stores a gap; one that continues an equal one lengthens that.</summary>
    public void Put(GapRow gap)
    {
        bool sameBoot = gap.Start.BootId == gap.End.BootId;
        if (sameBoot && gap.End.MonotonicUs <= gap.Start.MonotonicUs)
        {
            return;
        }
        long stream = StreamId(gap.Stream);
        long startBoot = BootId(gap.Start.BootId);
        long endBoot = BootId(gap.End.BootId);
        int extended = sameBoot
            ? Sql.Run(
                """
                UPDATE gaps SET end_us = max(end_us, $4) WHERE id = (
                  SELECT id FROM gaps WHERE stream_id = $1 AND start_boot = $2 AND start_us <= $3 ORDER BY start_us DESC, id DESC LIMIT 1)
                AND end_boot = $2 AND end_us >= $3 AND reason = $5 AND detail = $6
                """,
                stream, startBoot, gap.Start.MonotonicUs, gap.End.MonotonicUs, (long)gap.Reason, gap.Detail)
            : 0;
        if (extended == 0)
        {
            Sql.Run(
                "INSERT INTO gaps(stream_id, start_boot, start_us, end_boot, end_us, reason, detail) VALUES($1, $2, $3, $4, $5, $6, $7)",
                stream, startBoot, gap.Start.MonotonicUs, endBoot, gap.End.MonotonicUs, (long)gap.Reason, gap.Detail);
        }
    }

    /// <summary>Takes a segment out of the index; its file is unlinked once this is committed.</summary>
    public void MoveToGarbage(long id, bool fileIsGone)
    {
        long? stream = Sql.Number("SELECT stream_id FROM segments WHERE id = $1", id);
        if (stream is null)
        {
            return;
        }
        long bytes = Sql.Number("SELECT bytes FROM segments WHERE id = $1", id) ?? 0;
        Sql.Run("DELETE FROM segments WHERE id = $1", id);
        Sql.Run("DELETE FROM fragments WHERE segment_id = $1", id);
        BackfillRows.Remove(this, id);
        AddUsage(stream.Value, -bytes, -1);
        if (!fileIsGone)
        {
            Sql.Run("INSERT OR IGNORE INTO garbage(segment_id) VALUES($1)", id);
        }
    }

    public long HighestId() => Sql.Number("SELECT CAST(value AS INTEGER) FROM meta WHERE key = $1", IndexMeta.HighestId) ?? 0;

    public void SetMeta(string key, string value) => Sql.Run("INSERT OR REPLACE INTO meta(key, value) VALUES($1, $2)", key, value);

    /// <summary>The row id of a boot; one that this index does not know yet is stored as the timeline knows it.</summary>
    public long BootId(Guid boot)
    {
        if (!boots.TryGetValue(boot, out long id))
        {
            id = FindBoot(boot) ?? Store(boot);
            boots[boot] = id;
        }
        return id;
    }

    public long StreamId(StreamKey stream)
    {
        if (!streams.TryGetValue(stream, out long id))
        {
            string camera = stream.Camera.ToString();
            Sql.Run("INSERT OR IGNORE INTO streams(camera, stream) VALUES($1, $2)", camera, (long)stream.Stream);
            id = Sql.Number("SELECT id FROM streams WHERE camera = $1 AND stream = $2", camera, (long)stream.Stream)!.Value;
            streams[stream] = id;
        }
        return id;
    }

    /// <summary>The row id of a camera; one that this index does not know yet is stored.</summary>
    public long CameraRow(Core.CameraId camera)
    {
        string uuid = camera.ToString();
        return Sql.Number("SELECT id FROM cameras WHERE uuid = $1", uuid)
            ?? Sql.Number("INSERT INTO cameras(uuid) VALUES($1) RETURNING id", uuid)!.Value;
    }

    public void Dispose() => Sql.Dispose();

    private long? FindBoot(Guid boot) => Sql.Number("SELECT id FROM boots WHERE uuid = $1", boot.ToString("N"));

    private long Store(Guid boot)
    {
        Put(timeline.Find(boot)?.Boot ?? throw new InvalidOperationException($"Nobody knows boot {boot:N}."));
        return FindBoot(boot)!.Value;
    }

    private long FormatId(SegmentChange change)
    {
        byte[] tracks = FormatBlob.Pack(change.Tracks);
        Sql.Run("INSERT OR IGNORE INTO formats(tracks) VALUES($1)", tracks);
        return Sql.Number("SELECT id FROM formats WHERE tracks = $1", tracks)!.Value;
    }

    private void AddUsage(long stream, long bytes, long segments)
    {
        if (bytes != 0 || segments != 0)
        {
            Sql.Run("UPDATE streams SET bytes = bytes + $2, segments = segments + $3 WHERE id = $1", stream, bytes, segments);
        }
    }
}
