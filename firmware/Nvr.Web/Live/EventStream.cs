using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Nvr.Core.Time;
using Nvr.Storage.Events;
using Nvr.Web.Access;
using Nvr.Web.Api;
using Nvr.Web.Api.Models;

namespace Nvr.Web.Live;

/// <summary>
/// Sends events as they come to one viewer, as server-sent events (WHATWG HTML, 9.2): only those of cameras that it may see at that moment. Ends when the
/// viewer leaves, its session ends (checked once a second) or the recorder stops. Run once.
/// </summary>
internal sealed class EventStream(HttpResponse response, EventSubscription events, CallerReader callers, Caller caller, BoxClock clock)
{
    public const string ContentType = "text/event-stream";

    private const int ChecksBetweenComments = 15;
    private static readonly TimeSpan CheckEvery = TimeSpan.FromSeconds(1);

    public async Task RunAsync(CancellationToken leaving)
    {
        response.ContentType = ContentType;
        await CommentAsync(leaving);
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

    private async Task SendWaitingAsync(CancellationToken leaving)
    {
        while (events.Events.TryRead(out StoredEvent? happened))
        {
            if (callers.StillAllowed(caller, happened.Camera))
            {
                string json = JsonSerializer.Serialize(EventModel.Of(happened, clock.WallNow), ApiJson.Wire.EventModel);
                await response.WriteAsync($"event: event\ndata: {json}\n\n", leaving);
            }
        }
        await response.Body.FlushAsync(leaving);
    }

    // Tells the viewer that the stream is there, and a proxy between that it is alive.
    private async Task CommentAsync(CancellationToken leaving)
    {
        await response.WriteAsync(": nvrd\n\n", leaving);
        await response.Body.FlushAsync(leaving);
    }
}
