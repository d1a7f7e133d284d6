using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Nvr.Core.Time;
using Nvr.Storage.Events;
using Nvr.Web.Access;
using Nvr.Web.Api;
using Nvr.Web.Api.Models;

namespace Nvr.Web.Live;

/// <summary>
/// Sends events as they come to one viewer, as server-sent events (WHATWG HTML, 9.2): only those of cameras that it may see at that moment, and that the
/// filter lets through. What a slow viewer lost of its queue it is told as <c>missed</c>. Ends when the viewer leaves, its session ends (checked once a
/// second) or the recorder stops. Run once.
/// </summary>
internal sealed class EventStream(HttpResponse response, EventSubscription events, CallerReader callers, Caller caller, BoxClock clock, EventFilter filter)
{
    public const string ContentType = "text/event-stream";

    /// <summary>Events are told some moments after they happened: a viewer that comes back is told so much again.</summary>
    public const long OverlapUs = 15_000_000;

    private const int ChecksBetweenComments = 15;
    private static readonly TimeSpan CheckEvery = TimeSpan.FromSeconds(1);

    private long missed;

    /// <summary><paramref name="since"/> is what happened while the viewer was away, as far as one page holds it; null when it begins anew.</summary>
    public async Task RunAsync(EventPage? since, CancellationToken leaving)
    {
        response.ContentType = ContentType;
        await CommentAsync(leaving);
        await CatchUpAsync(since, leaving);
        Task<bool> more = events.Events.WaitToReadAsync(leaving).AsTask();
        for (int checks = 1; callers.StillSignedIn(caller); checks++)
        {
            if (await Task.WhenAny(more, Task.Delay(CheckEvery, leaving)) == more)
            {
                if (!await more)
                {
                    return;
                }
                await SendWaitingAsync(leaving);
                more = events.Events.WaitToReadAsync(leaving).AsTask();
            }
            else if (checks % ChecksBetweenComments == 0)
            {
                await CommentAsync(leaving);
            }
            leaving.ThrowIfCancellationRequested();
        }
    }

    private async Task CatchUpAsync(EventPage? since, CancellationToken leaving)
    {
        foreach (StoredEvent happened in since?.Events ?? [])
        {
            await SendAsync(happened, leaving);
        }
        if (since?.Next is not null)
        {
            await MissedAsync("null", leaving);
        }
        await response.Body.FlushAsync(leaving);
    }

    private async Task SendWaitingAsync(CancellationToken leaving)
    {
        await TellMissedAsync(leaving);
        while (events.Events.TryRead(out StoredEvent? happened))
        {
            await SendAsync(happened, leaving);
        }
        await TellMissedAsync(leaving);
        await response.Body.FlushAsync(leaving);
    }

    private async Task TellMissedAsync(CancellationToken leaving)
    {
        long dropped = events.Dropped;
        if (dropped > missed)
        {
            await MissedAsync((dropped - missed).ToString(CultureInfo.InvariantCulture), leaving);
            missed = dropped;
        }
    }

    // An event that has just begun has not lasted yet: of a least duration its end tells.
    private async Task SendAsync(StoredEvent happened, CancellationToken leaving)
    {
        UtcTime now = clock.WallNow;
        if (callers.StillAllowed(caller, happened.Camera) && EventMatch.Is(happened, filter, now))
        {
            string json = JsonSerializer.Serialize(EventModel.Of(happened, now), ApiJson.Wire.EventModel);
            await response.WriteAsync($"id: {happened.End ?? happened.Start}\nevent: event\ndata: {json}\n\n", leaving);
        }
    }

    // Of how many is not always known: to the filter they were not shown.
    private Task MissedAsync(string most, CancellationToken leaving) => response.WriteAsync($"event: missed\ndata: {{\"atMost\":{most}}}\n\n", leaving);

    // Tells the viewer that the stream is there, and a proxy between that it is alive.
    private async Task CommentAsync(CancellationToken leaving)
    {
        await response.WriteAsync(": nvrd\n\n", leaving);
        await response.Body.FlushAsync(leaving);
    }
}
