using Microsoft.Extensions.Logging;
using Nvr.Adoption.Adopted;
using Nvr.Core;
using Nvr.Core.Events;
using Nvr.Onvif;
using Nvr.Onvif.Media;

namespace Nvr.Adoption.Events;

/// <summary>
/// Listens to one device for as long as it is wanted: to its event service, and to the metadata streams of its cameras. <see cref="RunAsync"/> holds
/// the loops over connections; nothing that the device says or does ends them. The counts may be read from any thread.
/// </summary>
internal sealed partial class DeviceEvents
{
    private readonly AdoptedDevice device;
    private readonly EventServices services;
    private readonly ILogger logger;
    private readonly EventReport report;
    private readonly EventIntake intake;
    private long heardUs;
    private bool isLost = true;

    public DeviceEvents(AdoptedDevice device, EventServices services, ILogger logger)
    {
        this.device = device;
        this.services = services;
        this.logger = logger;
        report = new EventReport(device, services);
        intake = new EventIntake(device, services, report);
        heardUs = services.Clock.MonotonicUs;
    }

    public AdoptedDevice Device => device;

    public EventCounts Counts => report.Counts;

    public async Task RunAsync(CancellationToken stop)
    {
        IEnumerable<MetadataListener> streams = device.Sources.DistinctBy(s => s.Camera)
            .Select(source => new MetadataListener(device, source, services, intake, report, logger));
        await Task.WhenAll([ListenAsync(stop), .. streams.Select(s => s.RunAsync(stop))]);
        report.Forget();
    }

    private async Task ListenAsync(CancellationToken stop)
    {
        TimeSpan pause = services.Rules.FirstPause;
        while (!stop.IsCancellationRequested)
        {
            NvrException? trouble = await RunOnceSafelyAsync(stop);
            pause = isLost ? pause : services.Rules.FirstPause;
            Lose();
            if (stop.IsCancellationRequested)
            {
                break;
            }
            report.OnTrouble(trouble);
            bool isHopeless = trouble is { Kind: ErrorKind.Unauthorised or ErrorKind.Unsupported };
            await Task.Delay(isHopeless ? services.Rules.HopelessPause : pause, services.Clock.Time, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            pause = pause * 2 < services.Rules.LongestPause ? pause * 2 : services.Rules.LongestPause;
        }
    }

    private async Task<NvrException?> RunOnceSafelyAsync(CancellationToken stop)
    {
        try
        {
            await RunOnceAsync(stop);
            return null;
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            return null;
        }
        catch (NvrException e)
        {
            return e;
        }
        catch (Exception bug)
        {
            LogUnexpected(device.Onvif!.ToString(), bug);
            return new NvrException(ErrorKind.Protocol, "The recorder could not understand this camera's events.", bug);
        }
    }

    /// <summary>One connection; the subscriptions over it are the client's matter.</summary>
    private async Task RunOnceAsync(CancellationToken stop)
    {
        using OnvifCamera camera = await OnvifCamera.ConnectAsync(device.Onvif!, services.Onvif, services.Clock, stop);
        if (camera.Events is not { } events)
        {
            throw new NvrException(ErrorKind.Unsupported, "The camera tells no events.");
        }
        SourceMap map = await MapAsync(camera, stop);
        await foreach (CameraEvent message in events.WatchAsync(OnContact, stop))
        {
            intake.Take(message, map, EventWay.PullPoint, out bool isFlooding);
            if (isFlooding)
            {
                await Task.Delay(services.Rules.FloodPause, services.Clock.Time, stop);
            }
        }
    }

    /// <summary>Told by the client: null when events flow, else why they do not for now.</summary>
    private void OnContact(NvrException? trouble)
    {
        if (trouble is null)
        {
            (heardUs, isLost) = (services.Clock.MonotonicUs, false);
            intake.Open(EventWay.PullPoint);
            report.OnTrouble(null);
        }
        else if (services.Clock.MonotonicUs - heardUs > services.Rules.LostAfter.TotalMicroseconds)
        {
            Lose();
        }
    }

    private void Lose()
    {
        if (isLost)
        {
            return;
        }
        isLost = true;
        intake.Lose(EventWay.PullPoint);
    }

    private async Task<SourceMap> MapAsync(OnvifCamera camera, CancellationToken stop)
    {
        try
        {
            return new SourceMap(device.Sources, (await camera.OfferAsync(stop)).Profiles);
        }
        catch (NvrException e) when (e.Kind is not (ErrorKind.Unauthorised or ErrorKind.Unreachable))
        {
            return new SourceMap(device.Sources, []);
        }
    }

    [LoggerMessage(LogLevel.Error, "{Device}: listening failed unexpectedly; it is tried again")]
    private partial void LogUnexpected(string device, Exception exception);
}
