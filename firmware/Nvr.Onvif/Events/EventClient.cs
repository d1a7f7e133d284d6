using System.Runtime.CompilerServices;
using Nvr.Core;
using Nvr.Core.Events;
using Nvr.Onvif.Soap;

namespace Nvr.Onvif.Events;

/// <summary>
/// What happens in front of a camera, for as long as one listens: subscribes, pulls, renews, and subscribes anew with growing patience when
/// the camera has forgotten or was gone. Thread-safe; each watcher has its own subscription, of which cameras grant few.
/// </summary>
public sealed class EventClient
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Courtesy = TimeSpan.FromSeconds(2);

    private readonly ServicePort port;
    private readonly Uri address;

    internal EventClient(ServicePort port, Uri address)
    {
        this.port = port;
        this.address = address;
    }

    /// <summary>
    /// Yields until cancelled. Throws only what trying again cannot mend: Unauthorised, and Unsupported where the camera has no pull points.
    /// Other failures are told to <paramref name="onTrouble"/> and survived; it is told null when events flow again.
    /// </summary>
    public async IAsyncEnumerable<CameraEvent> WatchAsync(Action<NvrException?>? onTrouble, [EnumeratorCancellation] CancellationToken cancellation)
    {
        TimeSpan pause = FirstPause;
        while (!cancellation.IsCancellationRequested)
        {
            var trouble = new Trouble();
            await foreach (CameraEvent happened in OneSubscriptionAsync(trouble, onTrouble, cancellation))
            {
                yield return happened;
            }
            if (trouble.Cause is { Kind: ErrorKind.Unauthorised } or { Kind: ErrorKind.Unsupported })
            {
                throw trouble.Cause;
            }
            onTrouble?.Invoke(trouble.Cause);
            pause = trouble.HasPulled ? FirstPause : pause * 2 < LongestPause ? pause * 2 : LongestPause;
            await Task.Delay(Jittered(pause), port.Channel.BoxClock.Time, cancellation).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>Ends at the first failure, which is left in <paramref name="trouble"/>.</summary>
    private async IAsyncEnumerable<CameraEvent> OneSubscriptionAsync(
        Trouble trouble, Action<NvrException?>? onTrouble, [EnumeratorCancellation] CancellationToken cancellation)
    {
        PullPoint? point = await TryAsync(trouble, () => SubscribeAsync(cancellation), cancellation);
        try
        {
            while (point is not null && !cancellation.IsCancellationRequested)
            {
                long askedUs = port.Channel.BoxClock.MonotonicUs;
                IReadOnlyList<OnvifNotification>? messages = await TryAsync(trouble, () => point.PullAsync(cancellation), cancellation);
                if (messages is null)
                {
                    yield break;
                }
                if (!trouble.HasPulled)
                {
                    trouble.HasPulled = true;
                    onTrouble?.Invoke(null);
                }
                foreach (OnvifNotification message in messages)
                {
                    yield return EventNormalizer.Normalize(message, port.Channel.Clock.ToBox(message.CameraTime));
                }
                await PaceAsync(askedUs, messages.Count, cancellation);
            }
        }
        finally
        {
            await FarewellAsync(point, trouble);
        }
    }

    private async Task<PullPoint> SubscribeAsync(CancellationToken cancellation)
    {
        PullPoint point = await PullPoint.CreateAsync(port.Channel, address, cancellation);
        try
        {
            await point.SynchronizeAsync(cancellation);
        }
        catch (NvrException e) when (e.Kind is not (ErrorKind.Unauthorised or ErrorKind.Unreachable))
        {
            // Then the state of things is known when it changes.
        }
        return point;
    }

    /// <summary>Some cameras answer at once that there is nothing: they are asked once a second.</summary>
    private async Task PaceAsync(long askedUs, int messages, CancellationToken cancellation)
    {
        TimeSpan took = TimeSpan.FromMicroseconds(port.Channel.BoxClock.MonotonicUs - askedUs);
        if (messages == 0 && took < FirstPause)
        {
            await Task.Delay(FirstPause - took, port.Channel.BoxClock.Time, cancellation).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task FarewellAsync(PullPoint? point, Trouble trouble)
    {
        if (point is null || trouble.Cause is { Kind: ErrorKind.Unreachable or ErrorKind.Unauthorised })
        {
            return;
        }
        try
        {
            // Cameras grant few subscriptions, and keep forgotten ones for minutes.
            using var limit = new CancellationTokenSource(Courtesy, port.Channel.BoxClock.Time);
            await point.UnsubscribeAsync(limit.Token);
        }
        catch (Exception e) when (e is NvrException or OperationCanceledException or ObjectDisposedException)
        {
        }
    }

    private static async Task<T?> TryAsync<T>(Trouble trouble, Func<Task<T>> step, CancellationToken cancellation)
        where T : class
    {
        try
        {
            return await step();
        }
        catch (NvrException e)
        {
            trouble.Cause = e;
            return null;
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            return null;
        }
    }

    private static TimeSpan Jittered(TimeSpan pause) => pause * (0.8 + (0.4 * Random.Shared.NextDouble()));

    private sealed class Trouble
    {
        public NvrException? Cause { get; set; }

        public bool HasPulled { get; set; }
    }
}
