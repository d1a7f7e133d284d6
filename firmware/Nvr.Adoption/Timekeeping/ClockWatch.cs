using Microsoft.Extensions.Logging;
using Nvr.Adoption.Adopted;
using Nvr.Adoption.Devices;
using Nvr.Core;
using Nvr.Core.Time;
using Nvr.Onvif;

namespace Nvr.Adoption.Timekeeping;

/// <summary>
/// Measures the clocks of the adopted devices again and again, one device after the other, and has them corrected. <see cref="RunAsync"/> is the
/// supervising loop; nothing that a device does ends it.
/// </summary>
public sealed partial class ClockWatch(IAdoptedDevices devices, CameraTimekeeper keeper, BoxClock clock, ClockWatchOptions options, ILogger<ClockWatch> logger)
{
    private readonly Dictionary<DeviceId, long> dueUs = [];

    public Task RunAsync(CancellationToken stop) => Rounds.RunAsync(LookAsync, options.LookInterval, clock.Time, LogUnexpected, stop);

    /// <summary>Looks at each device whose time has come.</summary>
    internal async Task LookAsync(CancellationToken stop)
    {
        IReadOnlyList<AdoptedDevice> all = devices.List();
        foreach (DeviceId gone in dueUs.Keys.Except(all.Select(d => d.Id)).ToArray())
        {
            dueUs.Remove(gone);
        }
        foreach (AdoptedDevice device in all.Where(d => d.Onvif is not null))
        {
            long nowUs = clock.MonotonicUs;
            if (dueUs.TryGetValue(device.Id, out long due) && due > nowUs)
            {
                continue;
            }
            dueUs[device.Id] = nowUs + (long)options.Interval.TotalMicroseconds;
            await LookAsync(device, stop);
        }
    }

    private async Task LookAsync(AdoptedDevice device, CancellationToken stop)
    {
        try
        {
            using OnvifCamera camera = await OnvifCamera.ConnectAsync(device.Onvif!, options.Onvif, clock, stop);
            TimeSpan offset = await keeper.KeepAsync(device.Id, camera, stop);
            if (offset.Duration() > ClockPlan.MostError)
            {
                LogOff(device.Onvif!.DeviceService.Host, offset.TotalSeconds);
            }
        }
        catch (NvrException e)
        {
            // Away, or nobody is let in: healing and adoption see to that.
            LogNotMeasured(device.Onvif!.DeviceService.Host, e.Message);
        }
    }

    [LoggerMessage(LogLevel.Information, "The clock of the camera at {Host} was {Seconds:0.0} s off")]
    private partial void LogOff(string host, double seconds);

    [LoggerMessage(LogLevel.Debug, "The clock of the camera at {Host} was not measured: {Sentence}")]
    private partial void LogNotMeasured(string host, string sentence);

    [LoggerMessage(LogLevel.Error, "Looking at cameras' clocks failed unexpectedly; it goes on")]
    private partial void LogUnexpected(Exception exception);
}
