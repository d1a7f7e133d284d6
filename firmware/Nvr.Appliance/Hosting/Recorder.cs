using Microsoft.Extensions.Logging;
using Nvr.Appliance.Cargo;
using Nvr.Appliance.Disks;
using Nvr.Appliance.Updates;
using Nvr.Core;
using Nvr.Core.Health;
using Nvr.Core.Time;
using Nvr.Power.Keeping;
using Nvr.Recording.Cameras;
using Nvr.Recording.Captured;
using Nvr.Recording.Streams;
using Nvr.Sandbox.Processes;
using Nvr.Storage;
using Nvr.Storage.Backups;
using Nvr.Storage.Settings;
using Nvr.Web.Audit;
using Nvr.Web.Box;

namespace Nvr.Appliance.Hosting;

/// <summary>
/// The recording side of the program, built before and torn down after the page: directory, disks, cameras. Disposing it stops
/// the cameras first, then lets the disks finish, so that the last fragment of every camera is on disk and in the index.
/// </summary>
internal sealed class Recorder : IAsyncDisposable
{
    private readonly DataDirectory data;

    /// <summary>Disks that are late must not keep the cameras waiting: they are taken into use when they come.</summary>
    private static readonly TimeSpan PatienceWithDisks = TimeSpan.FromSeconds(15);

    private Recorder(DataDirectory data, RunningSystem running, UpdateBook updates, BoxBook box, SystemClock systemClock, DiskSteward disks, FootageStore store, CameraRegistry cameras)
    {
        this.data = data;
        Running = running;
        Updates = updates;
        Box = box;
        SystemClock = systemClock;
        Disks = disks;
        Store = store;
        Cameras = cameras;
    }

    public DataDirectory Data => data;

    public RunningSystem Running { get; }

    public UpdateBook Updates { get; }

    public BoxBook Box { get; }

    public SystemClock SystemClock { get; }

    public DiskSteward Disks { get; }

    public FootageStore Store { get; }

    public CameraRegistry Cameras { get; }

    public static async Task<Recorder> OpenAsync(RunOptions options, BoxClock clock, HealthBoard health, ILoggerFactory loggers, CancellationToken cancellation)
    {
        DataDirectory data = DataDirectory.Open(options.DataDirectory);
        try
        {
            StorageLog journal = new(loggers.CreateLogger<StorageLog>());
            RunningSystem running = RunningSystem.Read();
            UpdateBook updates = UpdateStart.Prepare(data, running, clock.BootId, health, journal.Write);
            bool erases = FactoryReset.ErasesRecordings(data);
            if (FactoryReset.Finish(data, () => [.. erases ? [] : CameraRegistry.Retire(data), .. PowerKeeper.Retire(data), DiskBook.Name, .. ResetRecord.Keep(data.SettingsPath)]))
            {
                journal.Write(HealthLevel.Attention, "The settings were reset to those of the factory, as was asked for.");
                updates.Put(null);
            }
            if (SettingsRestore.Finish(data, restored => CarriedSettings.Join(data, restored)))
            {
                journal.Write(HealthLevel.Attention, "The settings were restored from a backup, as was asked for on the page.");
            }
            // Before any camera: schedules go by the box's zone.
            BoxBook box = BoxBook.Open(data.SettingsPath, clock, health);
            var systemClock = new SystemClock(clock);
            DiskSteward disks = DiskSetup.Open(options.Board, data, HomeOf(data), clock, health, loggers);
            await disks.ResumeAsync(PatienceWithDisks, cancellation);
            if (erases)
            {
                disks.LetGoOfAbsent();
            }
            FootageStore store = FootageStore.Open(new FootageStoreOptions { Volumes = disks.Volumes, ClockSynchronised = systemClock.IsSynchronised }, clock, health, journal.Write);
            disks.Join(store);
            if (disks.Volumes is [{ IsRetired: false } first, ..] && first.Path == data.FootagePath)
            {
                KnownVolume.Remember(data, store);
            }
            if (await FactoryReset.FinishErasingAsync(data, store))
            {
                journal.Write(HealthLevel.Attention, "All recordings are being deleted, as was asked for with the reset to factory settings.");
            }
            CameraRegistry cameras = CameraRegistry.Open(data, store, clock, health, OpenerOf(options, clock, loggers), loggers);
            var recorder = new Recorder(data, running, updates, box, systemClock, disks, store, cameras);
            recorder.Adopt(options.Cameras);
            return recorder;
        }
        catch
        {
            data.Dispose();
            throw;
        }
    }

    /// <summary>Where footage is, for commands that run while no recorder does: as the last one left it.</summary>
    public static FootageStoreOptions StoreOptions(DataDirectory data)
    {
        IReadOnlyList<BookedVolume> booked = DiskBook.Open(data).Volumes;
        Dictionary<string, string> mounted = booked.Where(b => b.MountedAt is not null).ToDictionary(b => b.Id, b => b.MountedAt!);
        return new() { Volumes = VolumeOrder.Of(HomeOf(data), KnownVolume.At(data.FootagePath) is not null, false, booked, mounted, null) };
    }

    private static VolumeOptions HomeOf(DataDirectory data) => new(data.FootagePath) { ExpectedId = KnownVolume.Find(data), Initialise = true };

    private static SourceOpener OpenerOf(RunOptions options, BoxClock clock, ILoggerFactory loggers) => new(
        new RtspStreamOpener(clock, NameGuard.Of(options.Board.Simulated)),
        new CapturedStreamOpener(clock, WorkerProgram.Self(), options.Board.Simulated, loggers.CreateLogger<CapturedStreamOpener>()));

    public async ValueTask DisposeAsync()
    {
        await Cameras.DisposeAsync();
        await Store.DisposeAsync();
        await Disks.DisposeAsync();
        data.Dispose();
    }

    /// <summary>
    /// Cameras of the command line are made once and found again by name; a changed address is taken over. The second address
    /// given for a name is that camera's sub stream.
    /// </summary>
    private void Adopt(IReadOnlyList<NamedAddress> addresses)
    {
        foreach (IGrouping<string, NamedAddress> camera in addresses.GroupBy(a => a.Name, StringComparer.OrdinalIgnoreCase))
        {
            Uri[] urls = [.. camera.Select(a => a.Url)];
            if (urls.Length > 2)
            {
                throw new NvrException(ErrorKind.InvalidInput, $"--camera {camera.Key} is given {urls.Length} times; a camera has a main and a sub stream.");
            }
            Adopt(camera.Key, urls[0], urls.ElementAtOrDefault(1));
        }
    }

    private void Adopt(string name, Uri main, Uri? sub)
    {
        CameraView? known = Cameras.List().FirstOrDefault(c => string.Equals(c.Settings.Name, name, StringComparison.OrdinalIgnoreCase));
        if (known is null)
        {
            Cameras.Create(new CameraSettings { Name = name, MainUrl = main, SubUrl = sub });
            return;
        }
        Uri? knownSub = sub is null ? known.Settings.SubUrl : CameraAddressRule.TakeCredentials(sub).Address;
        if (CameraAddressRule.TakeCredentials(main).Address != known.Settings.MainUrl || knownSub != known.Settings.SubUrl)
        {
            Cameras.Update(known.Id, known.Settings with { MainUrl = main, SubUrl = sub ?? known.Settings.SubUrl });
        }
    }
}
