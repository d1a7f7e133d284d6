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
            .Says("Server-sent events: each event when it begins and again when it ends. Ask with Accept: text/event-stream", answerType: EventStream.ContentType);
        routes.MapGet("/events/{eventId}", Get)
            .For(Role.Viewer)
            .Says("One event; operators and administrators get the camera's message too", ApiJson.Wire.EventModel);
    }

    private Task List(HttpContext http)
    {
        EventPage page = events.ListEvents(EventQueryReader.Read(http));
        UtcTime now = clock.WallNow;
        return JsonExchange.WriteAsync(http, new EventList([.. page.Events.Select(e => EventModel.Of(e, now))], page.Next), ApiJson.Wire.EventList);
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
        try
        {
            if (Interlocked.Increment(ref followers) > MaxFollowers)
            {
                throw new NvrException(ErrorKind.Exhausted, "Too many viewers follow the events at once. Close one and try again.");
            }
            using EventSubscription subscription = events.Subscribe();
            using CancellationTokenSource leaving = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted, lifetime.ApplicationStopping);
            await new EventStream(http.Response, subscription, callers, CallerReader.Of(http), clock).RunAsync(leaving.Token);
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
}
