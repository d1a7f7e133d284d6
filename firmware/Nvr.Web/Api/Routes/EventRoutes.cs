using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Hosting;
using Nvr.Core;
using Nvr.Core.Time;
using Nvr.Storage.Events;
using Nvr.Web.Access;
using Nvr.Web.Api.Models;
using Nvr.Web.Live;
using Nvr.Web.OpenApi;

namespace Nvr.Web.Api.Routes;

/// <summary>What happened in front of the cameras: listed, one by one, and as it comes.</summary>
internal sealed class EventRoutes(IEventReader events, CallerReader callers, BoxClock clock, IHostApplicationLifetime lifetime) : IRoutes
{
    private const int MaxFollowers = 128;

    private int followers;

    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/events", List).For(Role.Viewer).Says("Events of the cameras, a page at a time", ApiJson.Wire.EventList, query: EventQueryReader.Described);
        routes.MapGet("/events/live", Follow)
            .For(Role.Viewer)
            .Says(
                "Server-sent events: each event when it begins and again when it ends, and 'missed' where some were left out. "
                + "Ask with Accept: text/event-stream; with Last-Event-ID what happened since comes first, some of it perhaps again",
                answerType: EventStream.ContentType, query: EventQueryReader.Restrictions);
        routes.MapGet("/events/{eventId}", Get)
            .For(Role.Viewer)
            .Says("One event; operators and administrators get the camera's message too", ApiJson.Wire.EventModel);
    }

    private Task List(HttpContext http)
    {
        EventPage page = events.ListEvents(EventQueryReader.Read(http));
        return JsonExchange.WriteAsync(http, EventList.Of(page, clock.WallNow), ApiJson.Wire.EventList);
    }

    private Task Get(HttpContext http)
    {
        Caller caller = CallerReader.Of(http);
        StoredEvent? found = EventId.TryParse(http.Request.RouteValues["eventId"] as string, out EventId id) ? events.FindEvent(id) : null;
        if (found is null || !caller.Sees(found.Camera))
        {
            throw new NvrException(ErrorKind.NotFound, "There is no such event.");
        }
        return JsonExchange.WriteAsync(http, EventModel.Of(found, clock.WallNow, caller.Role > Role.Viewer), ApiJson.Wire.EventModel);
    }

    private async Task Follow(HttpContext http)
    {
        if (!http.Request.Headers.Accept.ToString().Contains(EventStream.ContentType, StringComparison.OrdinalIgnoreCase))
        {
            throw new BadHttpRequestException($"Events come as a stream: ask with Accept: {EventStream.ContentType}.", StatusCodes.Status406NotAcceptable);
        }
        EventFilter filter = EventQueryReader.Read(http);
        try
        {
            if (Interlocked.Increment(ref followers) > MaxFollowers)
            {
                throw new NvrException(ErrorKind.Exhausted, "Too many viewers follow the events at once. Close one and try again.");
            }
            using EventSubscription subscription = events.Subscribe();
            using CancellationTokenSource leaving = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted, lifetime.ApplicationStopping);
            // Without a camera it is all that the viewer may see when it happens, not when it came.
            EventFilter live = http.Request.Query.ContainsKey("camera") ? filter : filter with { Cameras = null };
            EventStream stream = new(http.Response, subscription, callers, CallerReader.Of(http), clock, live);
            await stream.RunAsync(Since(http, filter), leaving.Token);
        }
        catch (OperationCanceledException)
        {
            // The viewer has gone, or the recorder stops.
        }
        finally
        {
            Interlocked.Decrement(ref followers);
        }
    }

    // Told before the answer begins, so that a failure of it is a problem in words. What happens meanwhile waits in the subscription.
    private EventPage? Since(HttpContext http, EventFilter filter)
    {
        if (!UtcTime.TryParse(http.Request.Headers["Last-Event-ID"], out UtcTime told))
        {
            return null;
        }
        UtcRange since = new(told.Plus(-EventStream.OverlapUs), UtcTime.From(DateTimeOffset.MaxValue));
        return events.ListEvents(filter with { Range = since, OldestFirst = true, Limit = EventFilter.MaxLimit });
    }
}
