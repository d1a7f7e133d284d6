using Nvr.Appliance.Disks;
using Nvr.Board.Panel;
using Nvr.Board.Updates;
using Nvr.Core;
using Nvr.Core.Time;
using Nvr.Recording.Cameras;
using Nvr.Storage;
using Nvr.Storage.Settings;

namespace Nvr.Appliance.Updates;

/// <summary>What the box does well at this moment, for an update to be measured by, and how much of it the update does. Thread-safe.</summary>
internal sealed class UpdateMemory(UpdateBook book, DataDirectory data, RunningSystem running, ICameraDirectory cameras, FootageStore store, DiskSteward disks, BoxClock clock)
{
    /// <summary>Notes what works now, durably, before anything of an update is written. Ends what was told of the last one.</summary>
    /// <returns>What was there before, for <see cref="Withdraw"/>.</returns>
    public RememberedUpdate? Note(string version)
    {
        RememberedUpdate? before = book.Current;
        book.Put(new RememberedUpdate
        {
            From = running.Version,
            To = version,
            FromSlot = running.Slot,
            Boot = clock.BootId,
            Cameras = [.. cameras.MainStates().Where(c => Records(c.Id)).Select(c => c.Id.Value)],
            Volumes = [.. MountedVolumes()],
        });
        return before;
    }

    /// <summary>It is whole, and runs from the next start on.</summary>
    public void Confirm() => book.Change(u => u with { IsInstalled = true });

    /// <summary>It came to nothing.</summary>
    public void Withdraw(RememberedUpdate? before) => book.Put(before);

    public TrialFacts Measure(RememberedUpdate update, TimeSpan age, bool pageAnswers)
    {
        CameraMoment[] wanted = Wanted(update);
        HashSet<string> mounted = [.. MountedVolumes()];
        // A volume that somebody deleted since is not missed.
        string[] volumes = [.. update.Volumes.Where(v => disks.Book.Volumes.Any(b => b.Id == v))];
        return new TrialFacts
        {
            Age = age,
            Starts = update.Starts,
            PageAnswers = pageAnswers,
            Volumes = volumes.Length,
            MountedVolumes = volumes.Count(mounted.Contains),
            Cameras = wanted.Length,
            RecordingCameras = wanted.Count(c => Records(c.Id)),
        };
    }

    /// <summary>The names of the cameras that recorded before it and do not now.</summary>
    public IReadOnlyList<string> Lacking(RememberedUpdate update) => [.. Wanted(update).Where(c => !Records(c.Id)).Select(c => cameras.Find(c.Id)?.Settings.Name).OfType<string>().Order(StringComparer.CurrentCulture)];

    public void DropFormerSettings() => Nvr.Storage.Backups.FormerSettings.Drop(data);

    // Those that are switched off, or are to rest by their schedule, are as they should be.
    private CameraMoment[] Wanted(RememberedUpdate update) =>
        [.. cameras.MainStates().Where(c => update.Cameras.Contains(c.Id.Value) && c.State is not (CameraState.Resting or CameraState.Disabled))];

    private bool Records(CameraId camera) => store.DurableAge(camera) <= RecordingProofs.Limit;

    private IEnumerable<string> MountedVolumes() => disks.Picture.Volumes.Where(v => v is { IsWanted: true, Refusal: null }).Select(v => v.Booked.Id);
}
