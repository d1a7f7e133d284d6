using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Nvr.Adoption.Devices;
using Nvr.Adoption.Diagnosing;
using Nvr.Adoption.Paths;
using Nvr.Adoption.Timekeeping;
using Nvr.Core;
using Nvr.Core.Time;
using Nvr.Onvif.Discovery;
using Nvr.Recording.Cameras;

namespace Nvr.Adoption.Adopting;

/// <summary>
/// Makes cameras of the devices that discovery finds, as the policy allows. <see cref="RunAsync"/> runs once, for the life of the program, and
/// ends when cancelled; devices are visited beside each other, a bounded number at once, so that none holds up another, and one that fails is
/// visited again with growing patience. The rest may be called by any thread at any time.
/// </summary>
public sealed partial class Adopter : IDisposable
{
    private static readonly TimeSpan Round = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan AfterTrouble = TimeSpan.FromSeconds(10);

    private readonly ConcurrentDictionary<DeviceId, DeviceCase> cases = new();
    private readonly ConcurrentDictionary<Task, byte> visits = new();
    private readonly CancellationTokenSource stop = new();
    private readonly SemaphoreSlim places;
    private readonly AdoptionRoom room;
    private readonly DeviceVisit visitor;
    private readonly DeviceWindow window;
    private readonly Strangers strangers;
    private readonly CameraWatch watch;
    private readonly ILogger<Adopter> logger;

    public Adopter(
        IDeviceBook book, ICameraDirectory cameras, SiteAccount site, SignInGuard guard, NetworkWatch network, BoxClock clock, AdoptionOptions options,
        ILogger<Adopter> logger)
    {
        room = new AdoptionRoom(book, cameras, site, guard, network, clock, options);
        var rtsp = new RtspVisit(room, new PathProber(clock, guard, new PathProbeOptions()));
        visitor = new DeviceVisit(room, rtsp);
        window = new DeviceWindow(room, rtsp);
        strangers = new Strangers(room, rtsp);
        watch = new CameraWatch(room);
        places = new SemaphoreSlim(options.MostAtOnce);
        this.logger = logger;
    }

    /// <summary>Keeps the clocks of the devices that are taken in, and of those that were.</summary>
    public CameraTimekeeper Timekeeper => room.Keeper;

    /// <summary>Watches and adopts until cancelled; what goes wrong inside is logged and begun anew.</summary>
    public async Task RunAsync(IDiscovery discovery, CancellationToken cancellation)
    {
        using CancellationTokenRegistration end = cancellation.Register(stop.Cancel);
        Task rounds = SupervisedAsync(RoundsAsync);
        await SupervisedAsync(() => WatchAsync(discovery));
        await rounds;
        await Task.WhenAll(visits.Keys).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    public void Dispose()
    {
        stop.Dispose();
        places.Dispose();
    }

    private async Task SupervisedAsync(Func<Task> run)
    {
        while (!stop.IsCancellationRequested)
        {
            try
            {
                await run();
            }
            catch (OperationCanceledException) when (stop.IsCancellationRequested)
            {
                return;
            }
            catch (Exception trouble)
            {
                LogTrouble(trouble);
                await Task.Delay(AfterTrouble, room.Clock.Time, stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private async Task WatchAsync(IDiscovery discovery)
    {
        await foreach (DiscoveryEvent news in discovery.WatchAsync(stop.Token))
        {
            try
            {
                Take(news);
            }
            catch (NvrException full) when (full.Kind is ErrorKind.Exhausted or ErrorKind.Storage)
            {
                LogNotRemembered(news.Device.Address, full.Message);
            }
        }
    }

    private void Take(DiscoveryEvent news)
    {
        if (news.Change == DiscoveryChange.Gone)
        {
            strangers.Drop(news.Device);
            SayGone(news.Device);
        }
        else if (CameraAddressRule.IsOwn(news.Device.Address))
        {
            LogOwn(news.Device.Address);
        }
        else if (!news.Device.Speaks)
        {
            strangers.Note(news.Device);
        }
        else
        {
            // The MAC is left to the visit: discovery knows that of the wire, which several devices behind one address share.
            Expect(room.Book.Sight(DeviceSighting.Of(news.Device) with { Mac = null }), news.Device);
        }
    }

    /// <summary>Silent neighbours turn into devices that speak, which is no farewell; and who still sends pictures is not gone.</summary>
    private void SayGone(DiscoveredDevice device)
    {
        DeviceCase? gone = cases.Values.FirstOrDefault(c => c.Seen?.EndpointId == device.EndpointId);
        if (device.Speaks && gone is not null && room.Book.Find(gone.Id) is { State: not DeviceState.Recording })
        {
            room.Book.Tell(gone.Id, DeviceNews.Gone);
        }
    }

    private void Expect(SightingResult sighting, DiscoveredDevice device)
    {
        DeviceCase visit = CaseOf(sighting.Device.DeviceId);
        bool isNew = visit.Seen is null || sighting.AddressChanged || sighting.Returned || !visit.Seen.XAddrs.SequenceEqual(device.XAddrs);
        visit.Seen = device;
        if (sighting.IsNew)
        {
            LogFound(device.Address, device.Interface ?? "an unknown interface");
        }
        if (isNew)
        {
            visit.Failures = 0;
            visit.DueUs = room.Clock.MonotonicUs;
        }
    }

    private async Task RoundsAsync()
    {
        using var timer = new PeriodicTimer(Round, room.Clock.Time);
        do
        {
            foreach (DeviceRecord device in room.Book.List())
            {
                watch.Look(device, CaseOf(device.DeviceId));
            }
            watch.EndRound();
            StartDue();
        }
        while (await timer.WaitForNextTickAsync(stop.Token));
    }

    private void StartDue()
    {
        long nowUs = room.Clock.MonotonicUs;
        foreach (DeviceCase due in cases.Values.Where(c => c.DueUs <= nowUs))
        {
            due.DueUs = DeviceCase.Never;
            Begin(() => VisitAsync(due));
        }
        foreach (DiscoveredDevice stranger in strangers.TakeDue())
        {
            Begin(() => LookAsync(stranger));
        }
    }

    private Task Begin(Func<Task> work)
    {
        Task running = Task.Run(work);
        visits.TryAdd(running, 0);
        _ = running.ContinueWith(done => visits.TryRemove(done, out _), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        return running;
    }

    private async Task LookAsync(DiscoveredDevice stranger)
    {
        await places.WaitAsync(stop.Token);
        try
        {
            if (await strangers.LookAsync(stranger, stop.Token) is { } sighting)
            {
                Expect(sighting, stranger);
            }
        }
        catch (NvrException full)
        {
            LogNotRemembered(stranger.Address, full.Message);
        }
        finally
        {
            places.Release();
        }
    }

    private DeviceCase CaseOf(DeviceId id) => cases.GetOrAdd(id, i => new DeviceCase(i));

    [LoggerMessage(LogLevel.Error, "The search for cameras broke off and begins anew")]
    private partial void LogTrouble(Exception trouble);

    [LoggerMessage(LogLevel.Information, "A device was found at {Address} behind {Interface}")]
    private partial void LogFound(System.Net.IPAddress address, string @interface);

    [LoggerMessage(LogLevel.Debug, "A device claims to be at {Address}, which is this recorder's own address")]
    private partial void LogOwn(System.Net.IPAddress address);

    [LoggerMessage(LogLevel.Warning, "The device at {Address} could not be remembered: {Sentence}")]
    private partial void LogNotRemembered(System.Net.IPAddress address, string sentence);
}
