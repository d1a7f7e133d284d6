using Microsoft.Extensions.Logging;
using Nvr.Board.Disks;
using Nvr.Board.Panel;
using Nvr.Core;
using Nvr.Core.Health;
using Nvr.Core.Time;
using Nvr.Storage;
using Nvr.Storage.Settings;

namespace Nvr.Appliance.Disks;

/// <summary>
/// Looks after the disks: sees what became of them, mounts the volumes of this box and hands them to the recorder, puts new disks in the place of lost ones, tells how everything is.
/// One task looks, and another one may while it works with the disks; the picture may be read by any thread. A disk that hangs makes the look late and nothing else: recording does not wait for it.
/// </summary>
internal sealed partial class DiskSteward(
    StewardServices services, DiskBook book, VolumeOptions home, ILogger<DiskSteward> logger) : IAsyncDisposable
{
    /// <summary>Where nothing tells of a change by itself; the temperature of a disk needs no more.</summary>
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(3);

    /// <summary>While an array is at work in the background: footage that has to wait for it cannot wait for the next look as well (<see cref="RebuildPace.TooSlow"/>).</summary>
    private static readonly TimeSpan WorkingInterval = TimeSpan.FromSeconds(1);

    /// <summary>mdadm itself waits half a minute for a member that is late before it starts an array without it.</summary>
    private static readonly TimeSpan PatienceWithStopped = TimeSpan.FromSeconds(45);

    private static readonly TimeSpan Staying = TimeSpan.FromSeconds(2);

    /// <summary>For a try that failed, before the next one.</summary>
    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(20);

    /// <summary>The store writes and closes what it has on a volume that it is to leave.</summary>
    private static readonly TimeSpan ClosingLasts = TimeSpan.FromSeconds(60);

    private static readonly TimeSpan RingLasts = TimeSpan.FromHours(1);

    private readonly HashSet<string> wholeSinceStart = [];
    private readonly Dictionary<string, long> triedUs = [];
    private readonly Dictionary<string, long> stoppedSinceUs = [];
    private readonly Dictionary<string, (string Candidate, long SinceUs)> candidates = [];
    private readonly HashSet<string> told = [];
    private readonly MemoryRing ring = new();
    private readonly RebuildPacer pacer = new(services, logger);
    private readonly SemaphoreSlim looking = new(1, 1);
    private FootageStore? store;
    private IReadOnlyList<VolumeOptions> declared = [];
    private long? ringNeededUs;
    private long locatingUntilUs = long.MinValue;
    private volatile string? locating;
    private volatile DiskPicture picture = DiskPicture.Nothing;

    public DiskPicture Picture => picture;

    public DiskBook Book => book;

    /// <summary>Null on a board without bays.</summary>
    public IDisks? Disks => services.Disks;

    /// <summary>What the work that is going on keeps the looks from doing: nothing is mounted, joined or handed to the recorder meanwhile.</summary>
    public SemaphoreSlim Hands { get; } = new(1, 1);

    private bool HasRealBays => services is { Disks: not null, Board.Simulated: false };

    /// <summary>Where footage goes, as far as is known now.</summary>
    public IReadOnlyList<VolumeOptions> Volumes => declared;

    /// <summary>In the order of the case.</summary>
    public IReadOnlyList<BayState> BayStates
    {
        get
        {
            DiskPicture now = picture;
            KnownArray[] known = [.. now.Volumes.Select(v => v.Booked.Known(true))];
            HashSet<string> singles = [.. now.Volumes.Where(v => v.Booked.ArrayId is null).Select(v => v.Booked.FileSystemId)];
            return [.. services.Board.Bays.Select(b => IsLocating(b.Name) ? BayState.Locating : Nvr.Board.Disks.BayStates.Of(b.Name, now.Reading, known, singles))];
        }
    }

    /// <summary>Lets the light of a bay blink for some minutes, and no other one; null stops that.</summary>
    public void Locate(string? bay)
    {
        locating = bay;
        Volatile.Write(ref locatingUntilUs, services.Clock.MonotonicUs + 300_000_000);
    }

    public bool IsLocating(string bay) => locating == bay && services.Clock.MonotonicUs < Volatile.Read(ref locatingUntilUs);

    /// <summary>Before the recorder starts: what is there is mounted, so that the first picture has its place. Returns in time whatever the disks do.</summary>
    public async Task ResumeAsync(TimeSpan limit, CancellationToken cancellation)
    {
        using var late = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        late.CancelAfter(limit);
        try
        {
            if (services.Disks is not null && book.Volumes.Count > 0)
            {
                await LookAsync(late.Token);
            }
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            // The looks go on once the recorder runs.
        }
        Declare();
    }

    /// <summary>Forgets the volumes whose disks are not there: when these come they are another recorder's, to be taken into use or deleted by name. For the start after a reset that takes the recordings with it.</summary>
    public void LetGoOfAbsent()
    {
        book.Keep(picture.Volumes.Where(v => v.IsWanted).Select(v => v.Booked.Id).ToHashSet());
        Declare();
    }

    /// <summary>From now on the volumes of the store follow the disks.</summary>
    public void Join(FootageStore joined) => store = joined;

    /// <summary>Looks until cancelled.</summary>
    public async Task RunAsync(CancellationToken cancellation)
    {
        while (services.Disks is { } disks && !cancellation.IsCancellationRequested)
        {
            await LookAsync(cancellation);
            bool isAtWork = picture.Volumes.Any(v => v.Array is { Action: not SyncAction.Idle });
            await disks.WaitForNewsAsync(isAtWork ? WorkingInterval : Interval, cancellation);
        }
    }

    /// <summary>Looks once, and does what is to be done.</summary>
    public async Task LookAsync(CancellationToken cancellation)
    {
        try
        {
            await ObserveAsync(cancellation);
            if (await Hands.WaitAsync(TimeSpan.Zero, cancellation))
            {
                try
                {
                    await ActAsync(cancellation);
                }
                finally
                {
                    Hands.Release();
                }
            }
        }
        catch (NvrException failure)
        {
            picture = picture with { Trouble = failure.Message };
            services.Health.Report(new HealthItem("disks", HealthLevel.Attention, failure.Message, "If this stays so, restart the box.", failure.InnerException?.Message));
        }
    }

    /// <summary>Reads the disks anew and tells how they are; changes nothing.</summary>
    public async Task<DiskPicture> ObserveAsync(CancellationToken cancellation)
    {
        await looking.WaitAsync(cancellation);
        try
        {
            return await Observe_NeedsTurn(cancellation);
        }
        finally
        {
            looking.Release();
        }
    }

    /// <summary>Takes a volume that the book no longer names out of use and unmounts it; for work that holds the <see cref="Hands"/>.</summary>
    public async Task LetGoAsync(VolumeState? volume, CancellationToken cancellation)
    {
        picture = picture with { Volumes = [.. picture.Volumes.Where(v => v.Booked.Id != volume?.Booked.Id)] };
        Declare();
        long untilUs = services.Clock.MonotonicUs + (long)ClosingLasts.TotalMicroseconds;
        while (volume is { MountedAt: not null, Device: { } device })
        {
            try
            {
                await services.Disks!.UnmountAsync(device, cancellation);
                return;
            }
            catch (NvrException busy) when (busy.Kind == ErrorKind.Conflict && services.Clock.MonotonicUs < untilUs)
            {
                // The last files are still being closed.
                await Task.Delay(TimeSpan.FromMilliseconds(500), services.Clock.Time, cancellation);
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (services.Disks is { } disks)
        {
            await disks.DisposeAsync();
        }
        Hands.Dispose();
        looking.Dispose();
    }

    private async Task<DiskPicture> Observe_NeedsTurn(CancellationToken cancellation)
    {
        DisksReading reading = await services.Disks!.ReadAsync(cancellation);
        VolumeState[] states = [.. book.Volumes.Select(b => StateOf(b, reading))];
        foreach (VolumeState state in states)
        {
            Remember(state, reading);
        }
        picture = new DiskPicture(reading, [.. book.Volumes.Select(b => StateOf(b, reading))], null);
        Tell();
        return picture;
    }

    private VolumeState StateOf(BookedVolume booked, DisksReading reading)
    {
        VolumeState state = VolumeState.Of(booked, reading, wholeSinceStart.Contains(booked.Id));
        return state.RefusedWith(state.MountedAt is { } path ? store?.RefusalAt(path) : null);
    }

    private void Remember(VolumeState state, DisksReading reading)
    {
        if (!ArrayJudge.IsProtected(state.Condition))
        {
            return;
        }
        wholeSinceStart.Add(state.Booked.Id);
        IReadOnlyList<string>? bays = state.Array is { } array ? Replacements.BaysOf(array, reading) : state.Disk?.Bay is { } bay ? [bay] : null;
        book.Change(state.Booked.Id, b => b with { WasWhole = true, Bays = bays ?? b.Bays });
    }

    private async Task ActAsync(CancellationToken cancellation)
    {
        foreach (VolumeState state in picture.Volumes)
        {
            await StartAsync(state, cancellation);
            await MountAsync(state, cancellation);
            await ReplaceAsync(state, cancellation);
            await CompareAsync(state, cancellation);
            await pacer.KeepAsync(state, state.MountedAt is { } path ? store?.SlowestSyncAt(path) : null, cancellation);
        }
        Declare();
        NoteVolumes();
    }

    private async Task StartAsync(VolumeState state, CancellationToken cancellation)
    {
        string id = state.Booked.Id;
        if (state.Condition != ArrayCondition.Stopped)
        {
            stoppedSinceUs.Remove(id);
            return;
        }
        stoppedSinceUs.TryAdd(id, services.Clock.MonotonicUs);
        if (services.Clock.MonotonicUs - stoppedSinceUs[id] > PatienceWithStopped.TotalMicroseconds)
        {
            await TryAsync($"start {id}", $"The array \"{state.Booked.Name}\" is being started", () => services.Disks!.StartArrayAsync(id, cancellation));
        }
    }

    private async Task MountAsync(VolumeState state, CancellationToken cancellation)
    {
        if (state is { Device: { } device, FileSystem.MountedAt: null } && VolumeOrder.TakesFootage(state.Condition) && state.FileSystem!.Uuid == state.Booked.FileSystemId)
        {
            bool done = await TryAsync($"mount {device}", $"The volume \"{state.Booked.Name}\" is being mounted", () => services.Disks!.MountAsync(device, cancellation));
            if (done)
            {
                await ObserveAsync(cancellation);
            }
        }
    }

    private async Task ReplaceAsync(VolumeState state, CancellationToken cancellation)
    {
        if (state.Array is not { } array)
        {
            return;
        }
        if (Replacements.For(array, state.Booked.Known(wholeSinceStart.Contains(state.Booked.Id)), picture.Reading) is not { } disk)
        {
            candidates.Remove(array.Id);
        }
        else if (HasStayed(array.Id, disk.Device))
        {
            await TryAsync(
                $"join {array.Id} {disk.Device}", $"The disk {disk.Serial} in bay {disk.Bay} takes its place in the array \"{state.Booked.Name}\"",
                () => pacer.AddMemberAsync(array.Id, disk.Device, cancellation));
        }
    }

    // A disk that is being pulled looks for a moment like one that came back.
    private bool HasStayed(string array, string candidate)
    {
        long nowUs = services.Clock.MonotonicUs;
        if (candidates.GetValueOrDefault(array).Candidate != candidate)
        {
            candidates[array] = (candidate, nowUs);
        }
        return nowUs - candidates[array].SinceUs >= Staying.TotalMicroseconds;
    }

    private async Task CompareAsync(VolumeState state, CancellationToken cancellation)
    {
        DateTimeOffset now = services.Clock.Time.GetUtcNow();
        DateTimeOffset last = CheckCalendar.Sane(state.Booked.LastCheck, now);
        book.Change(state.Booked.Id, b => b with { LastCheck = last });
        if (state is { Condition: ArrayCondition.Clean, Array: { } array } && CheckCalendar.IsDue(last, now)
            && await TryAsync($"check {array.Id}", $"The disks of the array \"{state.Booked.Name}\" are being compared", () => services.Disks!.CheckAsync(array.Id, cancellation)))
        {
            book.Change(state.Booked.Id, b => b with { LastCheck = now });
        }
    }

    private void Declare()
    {
        bool hasHome = KnownVolume.At(home.Path) is not null;
        Dictionary<string, string> usable = picture.Volumes.Where(v => v.IsWanted).ToDictionary(v => v.Booked.Id, v => v.MountedAt!);
        bool hasDisk = picture.Volumes.Any(v => v is { IsWanted: true, Refusal: null }) || (book.Volumes.Count == 0 && (hasHome || !HasRealBays));
        IReadOnlyList<VolumeOptions> order = VolumeOrder.Of(home, hasHome, HasRealBays, book.Volumes, usable, RingFor(hasDisk));
        if (!order.SequenceEqual(declared))
        {
            declared = order;
            store?.Declare(order);
        }
    }

    // What is in memory stays to be seen for a while after a disk has taken over again.
    private VolumeOptions? RingFor(bool hasDisk)
    {
        long nowUs = services.Clock.MonotonicUs;
        if (!hasDisk)
        {
            ringNeededUs = nowUs;
        }
        if (ringNeededUs is { } needed && nowUs - needed < RingLasts.TotalMicroseconds)
        {
            return ring.Prepare() is { } memory ? memory with { IsRetired = hasDisk } : null;
        }
        // The store has let go of it with the look before.
        if (declared.All(v => !v.IsVolatile))
        {
            ring.Drop();
        }
        return null;
    }

    // The marker of a new volume is made when the store opens it; from then on no other one will do.
    private void NoteVolumes()
    {
        foreach (VolumeState state in picture.Volumes.Where(v => v.MountedAt is not null))
        {
            Guid? found = state.Booked.VolumeId ?? store?.ListVolumes().FirstOrDefault(v => v.Path == state.MountedAt && v.TotalBytes > 0)?.Id;
            book.Change(state.Booked.Id, b => b with { VolumeId = found, MountedAt = state.MountedAt });
        }
    }

    private void Tell()
    {
        var items = new List<HealthItem>(picture.Volumes.Select(v => VolumeWords.HealthOf(v, picture.Reading, wholeSinceStart.Contains(v.Booked.Id))));
        items.AddRange(picture.Reading.Disks.Where(d => d.Bay is not null)
            .Select(d => DiskWords.HealthOf(d, Nvr.Board.Disks.BayStates.PlaceOf(d, picture.Reading).Member)).OfType<HealthItem>());
        if (book.Volumes.Count == 0 && HasRealBays)
        {
            items.Add(new HealthItem("disks", HealthLevel.Failure, "No volume for recordings has been made yet.", "Put empty disks into the bays and make one under Disks."));
        }
        foreach (string over in told.Append("disks").Except(items.Select(i => i.Part)).ToList())
        {
            services.Health.Forget(over);
        }
        told.Clear();
        items.ForEach(services.Health.Report);
        told.UnionWith(items.Select(i => i.Part));
    }

    // What the disks refuse is told, and tried again a while later.
    private async Task<bool> TryAsync(string key, string sentence, Func<Task> work)
    {
        long nowUs = services.Clock.MonotonicUs;
        if (triedUs.TryGetValue(key, out long last) && nowUs - last < Rest.TotalMicroseconds)
        {
            return false;
        }
        triedUs[key] = nowUs;
        LogDoing(sentence);
        try
        {
            await work();
            return true;
        }
        catch (NvrException failure) when (failure.Kind != ErrorKind.Unreachable)
        {
            LogFailed(sentence, failure.Message);
            return false;
        }
    }

    [LoggerMessage(LogLevel.Information, "{Sentence}")]
    private partial void LogDoing(string sentence);

    [LoggerMessage(LogLevel.Warning, "{Sentence}: {Failure}")]
    private partial void LogFailed(string sentence, string failure);
}
