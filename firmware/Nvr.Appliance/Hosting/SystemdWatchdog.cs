using System.Globalization;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Hosting.Systemd;
using Nvr.Recording.Cameras;

namespace Nvr.Appliance.Hosting;

/// <summary>
/// Tells systemd that the program is alive, at half the interval that systemd asks for, and only while the thread that reads the
/// cameras goes round: a program that serves pages but does not record is not alive. Does nothing where no watchdog is set.
/// </summary>
internal sealed class SystemdWatchdog(ISystemdNotifier systemd, CameraRegistry cameras, TimeProvider time) : BackgroundService
{
    private const string IntervalVariable = "WATCHDOG_USEC";

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        string? text = Environment.GetEnvironmentVariable(IntervalVariable);
        if (!systemd.IsEnabled || !long.TryParse(text, CultureInfo.InvariantCulture, out long microseconds) || microseconds <= 0)
        {
            return;
        }
        using var timer = new PeriodicTimer(TimeSpan.FromMicroseconds(microseconds / 2.0), time);
        long seen = -1;
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            long rounds = cameras.PumpRounds;
            if (rounds != seen)
            {
                systemd.Notify(new ServiceState("WATCHDOG=1"));
            }
            seen = rounds;
        }
    }
}
