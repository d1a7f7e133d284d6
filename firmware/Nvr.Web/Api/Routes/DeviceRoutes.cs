using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Logging;
using Nvr.Adoption.Adopting;
using Nvr.Adoption.Devices;
using Nvr.Adoption.Healing;
using Nvr.Core;
using Nvr.Core.Time;
using Nvr.Web.Access;
using Nvr.Web.Api.Models;
using Nvr.Web.OpenApi;

namespace Nvr.Web.Api.Routes;

/// <summary>The devices on the network: what they are, how it stands with them, and what an administrator decides about them.</summary>
internal sealed partial class DeviceRoutes(IAdoption adoption, FirmwareUpdates updates, BoxClock clock, ILogger<DeviceRoutes> log) : IRoutes
{
    private const string DeviceParameter = "deviceId";
    private const int UsualHoldMinutes = 30;
    private const int MaxHoldMinutes = 240;

    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/devices", List)
            .For(Role.Administrator)
            .Says("The devices that were found, and what is to be done about each", ApiJson.Wire.DeviceList);
        routes.MapPost("/devices/{deviceId}/adopt", Adopt)
            .For(Role.Administrator)
            .Says(
                "Record a device, with its user name and password where it asks for them, or in the place of one that is gone",
                ApiJson.Wire.DeviceModel, ApiJson.Wire.AdoptBody);
        routes.MapPost("/devices/{deviceId}/ignore", Ignore).For(Role.Administrator).Says("Leave a device alone", ApiJson.Wire.DeviceModel);
        routes.MapPost("/devices/{deviceId}/revert", Revert)
            .For(Role.Administrator)
            .Says("Undo what the recorder changed on a device", ApiJson.Wire.DeviceModel);
        routes.MapPut("/devices/{deviceId}/update-hold", BeginHold)
            .For(Role.Administrator)
            .Says(
                "Leave a device alone while its firmware is updated: no restart heals it until the hold ends, or the minutes are over",
                ApiJson.Wire.DeviceModel, ApiJson.Wire.UpdateHoldBody);
        routes.MapDelete("/devices/{deviceId}/update-hold", EndHold).For(Role.Administrator).Says("Heal a device again", ApiJson.Wire.DeviceModel);
        routes.MapPut("/site/camera-password", SetSiteAccount)
            .For(Role.Administrator)
            .Says(
                "Set the user name and password that the cameras of this site have; new cameras are given them",
                body: ApiJson.Wire.SiteAccountBody, status: StatusCodes.Status204NoContent);
    }

    public static DeviceId Device(HttpContext http) => DeviceId.TryParse(http.Request.RouteValues[DeviceParameter] as string, out DeviceId id)
        ? id
        : throw new NvrException(ErrorKind.NotFound, "There is no such device.");

    private static DeviceId? ReplacedBy(AdoptBody body) =>
        string.IsNullOrEmpty(body.Replaces) ? null
        : DeviceId.TryParse(body.Replaces, out DeviceId departed) ? departed
        : throw new NvrException(ErrorKind.InvalidInput, "'replaces' is not the id of a device.");

    private static CameraAccount? AccountIn(AdoptBody body) => (body.UserName, body.Password) switch
    {
        (null or "", null or "") => null,
        ({ Length: > 0 and <= 64 } user, { Length: <= 256 } password) when !$"{user}{password}".Any(char.IsControl) => new CameraAccount(user, password),
        _ => throw new NvrException(ErrorKind.InvalidInput, "Give both 'userName' and 'password' of the camera, or neither."),
    };

    private Task List(HttpContext http) => JsonExchange.WriteAsync(
        http, new DeviceList(Words.Of(adoption.Mode), [.. adoption.List().Select(Model)]), ApiJson.Wire.DeviceList);

    private async Task Adopt(HttpContext http)
    {
        DeviceId id = Device(http);
        AdoptBody body = await JsonExchange.ReadAsync(http, ApiJson.Wire.AdoptBody);
        var request = new AdoptionRequest { Account = AccountIn(body), Replaces = ReplacedBy(body) };
        DeviceReport report = await adoption.AdoptAsync(id, request, http.RequestAborted);
        await Answer(http, "adopted", report);
    }

    private Task Ignore(HttpContext http) => Answer(http, "ignored", adoption.Ignore(Device(http)));

    private async Task Revert(HttpContext http) => await Answer(http, "reverted", await adoption.RevertAsync(Device(http), http.RequestAborted));

    private async Task BeginHold(HttpContext http)
    {
        DeviceReport report = Require(Device(http));
        UpdateHoldBody body = await JsonExchange.ReadAsync(http, ApiJson.Wire.UpdateHoldBody);
        int minutes = body.Minutes ?? UsualHoldMinutes;
        if (minutes is < 1 or > MaxHoldMinutes)
        {
            throw new NvrException(ErrorKind.InvalidInput, $"'minutes' must be between 1 and {MaxHoldMinutes}.");
        }
        updates.Begin(report.Device.DeviceId, TimeSpan.FromMinutes(minutes));
        await Answer(http, "held healing of", report);
    }

    private Task EndHold(HttpContext http)
    {
        DeviceReport report = Require(Device(http));
        updates.End(report.Device.DeviceId);
        return Answer(http, "ended the hold of", report);
    }

    private DeviceReport Require(DeviceId id) =>
        adoption.List().FirstOrDefault(r => r.Device.DeviceId == id) ?? throw new NvrException(ErrorKind.NotFound, "There is no such device.");

    private DeviceModel Model(DeviceReport report) =>
        DeviceModel.Of(report, updates.Remaining(report.Device.DeviceId) is { } left ? clock.WallNow.Plus((long)left.TotalMicroseconds) : null);

    private async Task SetSiteAccount(HttpContext http)
    {
        SiteAccountBody body = await JsonExchange.ReadAsync(http, ApiJson.Wire.SiteAccountBody);
        string user = string.IsNullOrWhiteSpace(body.UserName) ? SiteAccount.UsualUser : body.UserName.Trim();
        adoption.SetSiteAccount(new CameraAccount(user, body.Password ?? ""));
        LogSite(CallerReader.Of(http).Name);
        http.Response.StatusCode = StatusCodes.Status204NoContent;
    }

    private Task Answer(HttpContext http, string deed, DeviceReport report)
    {
        LogDecided(CallerReader.Of(http).Name, deed, report.Device.DeviceId, report.Device.Address);
        return JsonExchange.WriteAsync(http, Model(report), ApiJson.Wire.DeviceModel);
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "{User} {Deed} the device {Device} at {Address}")]
    private partial void LogDecided(string user, string deed, DeviceId device, System.Net.IPAddress address);

    [LoggerMessage(Level = LogLevel.Information, Message = "{User} set the password of the site's cameras")]
    private partial void LogSite(string user);
}
