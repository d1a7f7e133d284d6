using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Logging;
using Nvr.Core;
using Nvr.Recording.Policy;
using Nvr.Web.Access;
using Nvr.Web.Api.Models;
using Nvr.Web.Audit;
using Nvr.Web.OpenApi;

namespace Nvr.Web.Api.Routes;

/// <summary>Lets a person or another system start the recording of a camera that is recorded at events only.</summary>
internal sealed partial class TriggerRoutes(IRecordingTriggers triggers, ILogger<TriggerRoutes> log) : IRoutes
{
    private const int MostSeconds = 3600;
    private const int MaxReason = 200;

    public void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/cameras/{cameraId}/trigger", Trigger)
            .For(Role.Operator)
            .Says(
                "Something happens at the camera now and lasts 'seconds' (0 to 3600; null for a moment): record it, with the seconds before and after that the camera's policy names",
                body: ApiJson.Wire.TriggerBody, status: StatusCodes.Status204NoContent)
            .Unaudited("a sensor tells of every visitor, and what is recorded stands among the events");

    private static NvrException Invalid(string sentence) => new(ErrorKind.InvalidInput, sentence);

    private async Task Trigger(HttpContext http)
    {
        CameraId camera = ApiQuery.Camera(http);
        TriggerBody body = await JsonExchange.ReadAsync(http, ApiJson.Wire.TriggerBody);
        int seconds = body.Seconds ?? 0;
        if (seconds is < 0 or > MostSeconds)
        {
            throw Invalid($"'seconds' must be between 0 and {MostSeconds}.");
        }
        string reason = body.Reason?.Trim() ?? "";
        if (reason.Length > MaxReason || reason.Any(char.IsControl))
        {
            throw Invalid($"'reason' must have at most {MaxReason} characters and no line breaks.");
        }
        if (triggers.ModeNow(camera) == RecordingMode.Off)
        {
            throw new NvrException(ErrorKind.Conflict, "This camera is not to be recorded at this hour, whatever happens. Change when it is recorded first.");
        }
        if (!triggers.Pulse(camera, TimeSpan.FromSeconds(seconds)))
        {
            throw new NvrException(ErrorKind.NotFound, "There is no such camera.");
        }
        LogTriggered(CallerReader.Of(http).Name, camera, seconds, reason);
        http.Response.StatusCode = StatusCodes.Status204NoContent;
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "{User} told of an event of {Seconds} s at camera {Camera}: {Reason}")]
    private partial void LogTriggered(string user, CameraId camera, int seconds, string reason);
}
