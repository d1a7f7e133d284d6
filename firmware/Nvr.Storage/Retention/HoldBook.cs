using Nvr.Core;
using Nvr.Core.Time;
using Nvr.Storage.Clock;
using Nvr.Storage.Disk;
using Nvr.Storage.Settings;
using Nvr.Storage.Volumes;

namespace Nvr.Storage.Retention;

/// <summary>
/// The protected spans of all volumes. Kept in memory, and in a file on every volume before a call returns. Thread-safe; failures to
/// write, or no volume to write to, are <see cref="NvrException"/> (Storage) and leave the book as it was.
/// </summary>
internal sealed class HoldBook(BootTimeline timeline)
{
    private readonly Lock gate = new();
    private readonly Dictionary<VolumeSite, SettingsFile<HoldDocument>> files = [];
    private volatile IReadOnlyList<HoldRecord> holds = [];

    /// <summary>Adds a volume: its holds are taken over, and it gets those of the others.</summary>
    public void Join(VolumeSite site)
    {
        SettingsFile<HoldDocument> file = new(Path.Combine(site.Path, "holds.json"), StorageJson.Default.HoldDocument);
        lock (gate)
        {
            IReadOnlyList<HoldRecord> found = file.Read()?.Holds ?? [];
            files[site] = file;
            List<HoldRecord> joined = [.. holds];
            foreach (HoldRecord hold in found.Where(f => !joined.Any(h => IsSame(h, f))))
            {
                // Numbers were given out without this volume: two holds may carry the same.
                joined.Add(joined.Any(h => h.Id == hold.Id) ? hold with { Id = joined.Max(h => h.Id) + 1 } : hold);
            }
            joined.Sort((a, b) => a.Id.CompareTo(b.Id));
            bool isNewHere = !joined.Select(h => h.Id).SequenceEqual(found.Select(h => h.Id));
            bool isNewElsewhere = files.Count > 1 && joined.Count != holds.Count;
            if (isNewHere || isNewElsewhere)
            {
                Store_NeedsLock(joined);
            }
            holds = joined;
        }
    }

    /// <summary>Takes a volume out: nothing is written to it any more. Its holds stay in force.</summary>
    public void Leave(VolumeSite site)
    {
        lock (gate)
        {
            files.Remove(site);
        }
    }

    public IReadOnlyList<FootageHold> List() => [.. holds.Select(Show)];

    public FootageHold Add(CameraId camera, UtcRange range, string reason, string createdBy, UtcTime now)
    {
        if (range.End <= range.Start)
        {
            throw new NvrException(ErrorKind.InvalidInput, "The end of the protected time must lie after its start.");
        }
        lock (gate)
        {
            long id = holds.Count == 0 ? 1 : holds.Max(h => h.Id) + 1;
            HoldRecord hold = new(
                id, camera.Value, range.Start.Microseconds, range.End.Microseconds, reason, createdBy, now.Microseconds, [.. Stretches(range)]);
            Store_NeedsLock([.. holds, hold]);
            return Show(hold);
        }
    }

    public bool Remove(long id)
    {
        lock (gate)
        {
            if (holds.All(h => h.Id != id))
            {
                return false;
            }
            Store_NeedsLock([.. holds.Where(h => h.Id != id)]);
            return true;
        }
    }

    /// <summary>Whether a segment is protected: by its place now, or by where it lay when the hold was made.</summary>
    public bool Protects(CameraId camera, Guid boot, long startUs, long endUs)
    {
        IReadOnlyList<HoldRecord> now = holds;
        if (now.Count == 0)
        {
            return false;
        }
        long offsetUs = timeline.Find(boot)?.OffsetUs ?? 0;
        return now.Any(h => h.Camera == camera.Value
            && ((h.StartUs < endUs + offsetUs && startUs + offsetUs < h.EndUs)
                || h.Stretches.Any(s => s.BootId == boot && s.StartUs < endUs && startUs < s.EndUs)));
    }

    private IEnumerable<HoldStretch> Stretches(UtcRange range)
    {
        foreach (PlacedBoot boot in timeline.Placed)
        {
            bool reaches = boot.Boot.Id == timeline.Present || boot.End > range.Start;
            if (reaches && boot.Start < range.End)
            {
                yield return new HoldStretch(
                    boot.Boot.Id, boot.ToMonotonicUs(range.Start), boot.ToMonotonicUs(range.End), boot.OffsetUs);
            }
        }
    }

    private FootageHold Show(HoldRecord hold)
    {
        HoldStretch? first = hold.Stretches.Count > 0 ? hold.Stretches[0] : null;
        long movedUs = first is not null && timeline.Find(first.BootId) is { } boot ? boot.OffsetUs - first.OffsetUs : 0;
        UtcRange range = new(new UtcTime(hold.StartUs + movedUs), new UtcTime(hold.EndUs + movedUs));
        return new FootageHold(hold.Id, new CameraId(hold.Camera), range, hold.Reason, hold.CreatedBy, new UtcTime(hold.CreatedUs));
    }

    private static bool IsSame(HoldRecord one, HoldRecord other) =>
        (one.Camera, one.StartUs, one.EndUs, one.CreatedUs, one.CreatedBy, one.Reason)
        == (other.Camera, other.StartUs, other.EndUs, other.CreatedUs, other.CreatedBy, other.Reason);

    // Not onto the bare directory under a lost mount: the volume gets what it missed when it joins again.
    private void Store_NeedsLock(IReadOnlyList<HoldRecord> changed)
    {
        List<SettingsFile<HoldDocument>> there = [.. files.Where(f => f.Key.IsMounted).Select(f => f.Value)];
        if (there.Count == 0)
        {
            throw new NvrException(ErrorKind.Storage, "No disk is in use that could keep this. Check the disks and try again.");
        }
        foreach (SettingsFile<HoldDocument> file in there)
        {
            file.Write(new HoldDocument(changed));
        }
        holds = changed;
    }
}
