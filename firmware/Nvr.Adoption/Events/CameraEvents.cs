using Microsoft.Extensions.Logging;
using Nvr.Adoption.Adopted;
using Nvr.Adoption.Devices;

namespace Nvr.Adoption.Events;

/// <summary>
/// Listens to every adopted device that speaks ONVIF and hands what it tells to the sink; devices that come, go or change are followed.
/// <see cref="RunAsync"/> is run once; the counts may be read from any thread.
/// </summary>
public sealed partial class CameraEvents(EventServices services, ILogger<CameraEvents> logger)
{
    private Dictionary<DeviceId, Listening> listening = [];

    /// <summary>Null for a device that is not listened to.</summary>
    public EventCounts? CountsOf(DeviceId device) => Volatile.Read(ref listening).GetValueOrDefault(device)?.Events.Counts;

    public async Task RunAsync(CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            try
            {
                await FollowAsync(services.Devices.List());
            }
            catch (Exception bug)
            {
                LogUnexpected(bug);
            }
            await Task.Delay(services.Rules.LookInterval, services.Clock.Time, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
        await FollowAsync([]);
    }

    /// <summary>Ends what is not wanted, or not so, before its successor begins: cameras grant few subscriptions.</summary>
    private async Task FollowAsync(IReadOnlyList<AdoptedDevice> devices)
    {
        Dictionary<DeviceId, AdoptedDevice> wanted = devices.Where(d => d is { Onvif: not null, Sources.Count: > 0 }).ToDictionary(d => d.Id);
        Listening[] ending = [.. listening.Values.Where(l => wanted.GetValueOrDefault(l.Events.Device.Id)?.SpeaksAs(l.Events.Device) != true)];
        await Task.WhenAll(ending.Select(l => l.DisposeAsync().AsTask()));
        Dictionary<DeviceId, Listening> now = listening.Values.Except(ending).ToDictionary(l => l.Events.Device.Id);
        foreach (AdoptedDevice device in wanted.Values.Where(d => !now.ContainsKey(d.Id)))
        {
            now[device.Id] = Listening.Begin(new DeviceEvents(device, services, logger));
        }
        Volatile.Write(ref listening, now);
    }

    [LoggerMessage(LogLevel.Error, "Following the devices failed unexpectedly; it goes on")]
    private partial void LogUnexpected(Exception exception);

    private sealed class Listening(DeviceEvents events) : IAsyncDisposable
    {
        private readonly CancellationTokenSource stop = new();
        private Task work = Task.CompletedTask;

        public DeviceEvents Events => events;

        public static Listening Begin(DeviceEvents events)
        {
            var begun = new Listening(events);
            begun.work = Task.Run(() => events.RunAsync(begun.stop.Token));
            return begun;
        }

        public async ValueTask DisposeAsync()
        {
            await stop.CancelAsync();
            await work;
            stop.Dispose();
        }
    }
}
