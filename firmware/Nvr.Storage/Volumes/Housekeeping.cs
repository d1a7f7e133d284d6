using Nvr.Core;
using Nvr.Core.Health;
using Nvr.Storage.Clock;
using Nvr.Storage.Index;
using Nvr.Storage.Retention;

namespace Nvr.Storage.Volumes;

/// <summary>
/// What a store does by itself: opens volumes in the right order, watches the clock, keeps room, brings back missing disks. Two threads, because a
/// round of deletions may take long and the clock must not wait for it. What fails in one round is tried again in the next.
/// </summary>
internal sealed class Housekeeping : IDisposable
{
    private const int RetryVolumesMs = 5_000;
    private const int RoundsBetweenPastNotes = 15;

    private readonly VolumeContext context;
    private readonly VolumeSet volumes;
    private readonly RetentionRules rules;
    private readonly ClockKeeper keeper;
    private readonly RetentionRound round;
    private readonly CancellationTokenSource stop = new();
    private readonly AutoResetEvent hurry = new(false);
    private readonly List<Thread> threads = [];
    private long triedVolumesTick;
    private long rounds;

    public Housekeeping(VolumeContext context, VolumeSet volumes, RetentionRules rules)
    {
        this.context = context;
        this.volumes = volumes;
        this.rules = rules;
        Func<bool> synchronised = context.Options.ClockSynchronised ?? KernelClock.IsSynchronised;
        keeper = new ClockKeeper(context.Clock, context.Timeline, synchronised, context.Health, context.Journal);
        round = new RetentionRound(rules, NowUtcUs, () => keeper.Gate.IsOpen);
    }

    /// <summary>Opens the volumes, places this boot in time, recovers, and begins the rounds.</summary>
    public void Start()
    {
        IReadOnlyList<VolumeOpener.Opened> opened = volumes.OpenMissing(context, first: true);
        keeper.Start();
        StartAll(opened);
        triedVolumesTick = Environment.TickCount64;
        StartThread("clock", () => stop.Token.WaitHandle.WaitOne(context.Options.ClockIntervalMs), keeper.Sample);
        StartThread("housekeeping", () => WaitHandle.WaitAny([stop.Token.WaitHandle, hurry], context.Options.RetentionIntervalMs) == 0, RunRound);
    }

    /// <summary>Lets the next round begin at once, and volumes be looked for in it. Any thread.</summary>
    public void Hurry()
    {
        Interlocked.Exchange(ref triedVolumesTick, 0);
        hurry.Set();
    }

    public void Dispose()
    {
        stop.Cancel();
        foreach (Volume volume in volumes.InUse)
        {
            volume.Index.Hurry();
        }
        threads.ForEach(t => t.Join());
        stop.Dispose();
        hurry.Dispose();
    }

    private void RunRound()
    {
        volumes.DropLost();
        volumes.FollowDeclaration();
        if (Environment.TickCount64 - Interlocked.Read(ref triedVolumesTick) > RetryVolumesMs)
        {
            Interlocked.Exchange(ref triedVolumesTick, Environment.TickCount64);
            StartAll(volumes.OpenMissing(context, first: false));
        }
        foreach (Volume volume in volumes.InUse)
        {
            volume.RebuildIfWanted();
            volume.RefreshHealth();
        }
        round.Run(volumes.InUse, stop.Token);
        // A volume that is away may hold the oldest footage.
        if (rounds++ % RoundsBetweenPastNotes == 0 && volumes.Missing(volumes.InUse).Count == 0)
        {
            PastNotes.Drop(volumes.InUse, context.Timeline);
        }
    }

    private void StartAll(IReadOnlyList<VolumeOpener.Opened> opened)
    {
        KeepPresentBootLast();
        foreach (VolumeOpener.Opened volume in opened)
        {
            StartOne(volume);
        }
    }

    // A disk on which recovery fails must not keep the others, nor the recorder, from starting.
    private void StartOne(VolumeOpener.Opened opened)
    {
        try
        {
            opened.Volume.Start(opened.Rebuild);
            foreach (CameraId camera in opened.Volume.Reads.Read(r => r.Forgotten()))
            {
                rules.Forget(camera);
            }
            volumes.Add(opened.Volume);
            context.Events.Join(opened.Volume);
        }
        catch (Exception failure)
        {
            volumes.Refuse(opened.Volume, failure);
        }
    }

    // A disk that was attached later may know boots that this store did not when it numbered the present one.
    private void KeepPresentBootLast()
    {
        IReadOnlyList<PlacedBoot> placed = context.Timeline.Placed;
        if (placed[^1].Boot.Id != context.Clock.BootId)
        {
            Boot present = context.Timeline.Find(context.Clock.BootId)!.Boot;
            context.Timeline.Set(present with { Ordinal = context.Timeline.NextOrdinal() });
        }
    }

    private long NowUtcUs() => context.Timeline.ToUtc(context.Clock.BootId, context.Clock.MonotonicUs).Microseconds;

    private void StartThread(string name, Func<bool> waitForStop, Action work)
    {
        Thread thread = new(() => Repeat(name, waitForStop, work)) { IsBackground = true, Name = name };
        threads.Add(thread);
        thread.Start();
    }

    private void Repeat(string name, Func<bool> waitForStop, Action work)
    {
        while (!waitForStop())
        {
            try
            {
                work();
            }
            catch (OperationCanceledException)
            {
                // Stopping.
            }
            catch (Exception failure)
            {
                context.Journal?.Invoke(HealthLevel.Attention, $"The {name} round of the storage failed and will be tried again: {failure.Message}");
            }
        }
    }
}
