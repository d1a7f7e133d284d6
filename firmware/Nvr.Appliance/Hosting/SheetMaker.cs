using Microsoft.Extensions.Hosting;
using Nvr.Core.Time;
using Nvr.Recording.Cameras;
using Nvr.Recording.Pictures;

namespace Nvr.Appliance.Hosting;

/// <summary>Has sheets of small pictures made when they are due; see <see cref="SheetsAhead"/>.</summary>
internal sealed class SheetMaker(SheetsAhead ahead, ICameraDirectory cameras, BoxClock clock) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(20);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, clock.Time);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken).ConfigureAwait(false))
            {
                await ahead.KeepUpAsync([.. cameras.List().Select(c => c.Id)], stoppingToken).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException)
        {
            // The recorder ends.
        }
    }
}
