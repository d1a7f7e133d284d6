using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Nvr.Adoption.Steering;
using Nvr.Core;
using Nvr.Recording.Cameras;
using Nvr.Web.Access;
using Nvr.Web.Api.Models;
using Nvr.Web.Audit;
using Nvr.Web.OpenApi;

namespace Nvr.Web.Api.Routes;

/// <summary>Turning and zooming cameras, and the positions that they remember: whoever may turn a camera may also keep where it looks, and is written down.</summary>
internal sealed class PtzRoutes(ICameraSteering steering, ICameraDirectory cameras) : IRoutes
{
    private const int MaxToken = 64;

    /// <summary>Of tt:Name in ONVIF's schema.</summary>
    private const int MaxName = 64;

    private const string PresetParameter = "preset";

    /// <summary>A camera that does not answer must not hold the page's hand on the keys.</summary>
    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(8);

    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/cameras/{cameraId}/ptz", Look)
            .For(Role.Operator)
            .Says("The positions that a camera remembers which can be turned or zoomed; a problem in words for one that cannot", ApiJson.Wire.PtzModel);
        routes.MapPost("/cameras/{cameraId}/ptz/move", Move)
            .For(Role.Operator)
            .Says("Turn and zoom for a second, with speeds from -1 to 1: right, up and nearer are positive. Ask again to go on; all zero stops", body: ApiJson.Wire.PtzMoveBody, status: StatusCodes.Status204NoContent)
            .Unaudited("a hand on the keys asks twice a second");
        routes.MapPost("/cameras/{cameraId}/ptz/position", GoTo)
            .For(Role.Operator)
            .Says("Go to a remembered position; null is the camera's home", body: ApiJson.Wire.PtzPresetBody, status: StatusCodes.Status204NoContent)
            .Unaudited("a guard goes round by them all night");
        routes.MapPost("/cameras/{cameraId}/ptz/positions", Add)
            .For(Role.Operator)
            .Says("Remember where a camera looks now", ApiJson.Wire.PtzPresetModel, ApiJson.Wire.PtzPositionBody, status: StatusCodes.Status201Created);
        routes.MapPut("/cameras/{cameraId}/ptz/positions/{preset}", Overwrite)
            .For(Role.Operator)
            .Says("Remember where a camera looks now in place of one of its positions; the name becomes that one's", ApiJson.Wire.PtzPresetModel, ApiJson.Wire.PtzPositionBody);
        routes.MapDelete("/cameras/{cameraId}/ptz/positions/{preset}", Remove)
            .For(Role.Operator)
            .Says("Let a camera forget one of its positions", status: StatusCodes.Status204NoContent);
        routes.MapPut("/cameras/{cameraId}/ptz/home", SetHome)
            .For(Role.Operator)
            .Says("Make where a camera looks now its home", status: StatusCodes.Status204NoContent);
    }

    private static double SpeedOf(double? value, string field) => value switch
    {
        null => 0,
        >= -1 and <= 1 => value.Value,
        _ => throw new NvrException(ErrorKind.InvalidInput, $"'{field}' must be between -1 and 1."),
    };

    private async Task Look(HttpContext http)
    {
        CameraPositions positions = await LimitedAsync(limit => steering.PositionsAsync(ApiQuery.Camera(http), limit), http.RequestAborted);
        var answer = new PtzModel([.. positions.Presets.Select(p => new PtzPresetModel(p.Token, p.Name))], positions.CanSetHome);
        await JsonExchange.WriteAsync(http, answer, ApiJson.Wire.PtzModel);
    }

    private async Task Move(HttpContext http)
    {
        PtzMoveBody body = await JsonExchange.ReadAsync(http, ApiJson.Wire.PtzMoveBody);
        (double pan, double tilt, double zoom) = (SpeedOf(body.Pan, "pan"), SpeedOf(body.Tilt, "tilt"), SpeedOf(body.Zoom, "zoom"));
        await DoneAsync(http, limit => steering.MoveAsync(ApiQuery.Camera(http), pan, tilt, zoom, limit), http.RequestAborted);
    }

    private async Task GoTo(HttpContext http)
    {
        PtzPresetBody body = await JsonExchange.ReadAsync(http, ApiJson.Wire.PtzPresetBody);
        if (body.Preset is { Length: 0 or > MaxToken })
        {
            throw new NvrException(ErrorKind.InvalidInput, "'preset' must be one of the positions that the camera remembers, or null for its home.");
        }
        await DoneAsync(http, limit => steering.GoToAsync(ApiQuery.Camera(http), body.Preset, limit), http.RequestAborted);
    }

    private Task Add(HttpContext http) => SaveAsync(http, replaced: null, StatusCodes.Status201Created);

    private Task Overwrite(HttpContext http) => SaveAsync(http, PresetOf(http), StatusCodes.Status200OK);

    private async Task SaveAsync(HttpContext http, string? replaced, int status)
    {
        string name = NameOf(await JsonExchange.ReadAsync(http, ApiJson.Wire.PtzPositionBody));
        // Who hangs up meanwhile has decided all the same: of what is changed on the camera, this and the following, it is always told.
        (string token, _) = await LimitedAsync(limit => steering.SaveAsync(ApiQuery.Camera(http), name, replaced, limit), CancellationToken.None);
        Note(http, name);
        await JsonExchange.WriteAsync(http, new PtzPresetModel(token, name), ApiJson.Wire.PtzPresetModel, status);
    }

    private async Task Remove(HttpContext http)
    {
        (_, string name) = await LimitedAsync(limit => steering.RemoveAsync(ApiQuery.Camera(http), PresetOf(http), limit), CancellationToken.None);
        Note(http, name);
        http.Response.StatusCode = StatusCodes.Status204NoContent;
    }

    private Task SetHome(HttpContext http) => DoneAsync(http, limit => steering.SetHomeAsync(ApiQuery.Camera(http), limit), CancellationToken.None);

    private void Note(HttpContext http, string position) => AuditNote.Subject(http, $"{cameras.Find(ApiQuery.Camera(http))?.Settings.Name}, {position}");

    // A slash is the one thing that stays as the address spells it.
    private static string PresetOf(HttpContext http) => ((string)http.Request.RouteValues[PresetParameter]!).Replace("%2F", "/", StringComparison.OrdinalIgnoreCase);

    private static string NameOf(PtzPositionBody body)
    {
        string name = body.Name?.Trim() ?? "";
        return name.EnumerateRunes().Count() is > 0 and <= MaxName && ShownText.Is(name)
            ? name
            : throw new NvrException(ErrorKind.InvalidInput, $"'name' must have 1 to {MaxName} characters that can be seen.");
    }

    private static async Task DoneAsync(HttpContext http, Func<CancellationToken, Task> deed, CancellationToken left)
    {
        await LimitedAsync(
            async limit =>
            {
                await deed(limit);
                return true;
            },
            left);
        http.Response.StatusCode = StatusCodes.Status204NoContent;
    }

    /// <param name="deed">What is asked of the camera.</param>
    /// <param name="left">Whoever asked waits for it no longer.</param>
    private static async Task<T> LimitedAsync<T>(Func<CancellationToken, Task<T>> deed, CancellationToken left)
    {
        using CancellationTokenSource limit = CancellationTokenSource.CreateLinkedTokenSource(left);
        limit.CancelAfter(s_limit);
        try
        {
            return await deed(limit.Token);
        }
        catch (OperationCanceledException) when (!left.IsCancellationRequested)
        {
            throw new NvrException(ErrorKind.Unreachable, "The camera does not answer.");
        }
        catch (NvrException refusal) when (refusal.Kind is ErrorKind.Unauthorised or ErrorKind.Refused)
        {
            // These two are about who asks the recorder, not about what the recorder asks: the page would ask its own user to sign in.
            throw new NvrException(ErrorKind.Conflict, refusal.Message, refusal);
        }
    }
}
