using Microsoft.Extensions.Hosting;
using Nvr.Core;
using Nvr.Core.Time;
using Nvr.Recording.Pictures;
using Nvr.Storage;
using Nvr.Storage.Pictures;

namespace Nvr.Appliance.Hosting;

/// <summary>Drops kept pictures of footage that retention, or somebody who removed a camera, has deleted; some minutes later at most. What cannot be read just now is looked at the next time.</summary>
internal sealed class PictureSweeper(PictureShelf shelf, FootageStore store, BoxClock clock) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(10);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, clock.Time);
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await timer.WaitForNextTickAsync(stoppingToken).ConfigureAwait(false);
                shelf.Sweep(PictureSizes.SheetUs, FootageOf);
            }
            catch (OperationCanceledException)
            {
                return;
            }
            catch (NvrException)
            {
                // An index that is being replaced, for instance.
            }
        }
    }

    private IReadOnlyList<UtcRange> FootageOf(CameraId camera, UtcRange range) =>
        [.. new[] { StreamKind.Main, StreamKind.Sub }.SelectMany(s => store.ListSpans(camera, s, range)).Select(s => s.Range)];
}
