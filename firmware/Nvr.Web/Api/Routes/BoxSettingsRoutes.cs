using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Logging;
using Nvr.Core.Time;
using Nvr.Web.Access;
using Nvr.Web.Accounts;
using Nvr.Web.Api.Models;
using Nvr.Web.Box;
using Nvr.Web.OpenApi;

namespace Nvr.Web.Api.Routes;

/// <summary>What the box is called, by which zone it lives, how its clock stands, and what is kept of it on paper.</summary>
internal sealed partial class BoxSettingsRoutes(BoxBook book, IBoxFacts facts, AccountBook accounts, BoxClock clock, WebOptions options, ILogger<BoxSettingsRoutes> log) : IRoutes
{
    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/box", Read).For(Role.Administrator).Says("The box's name, time zone and clock", ApiJson.Wire.BoxSettingsModel);
        routes.MapPut("/box", Change).For(Role.Administrator).Says("Name the box, and choose its time zone; what is left out stays", ApiJson.Wire.BoxSettingsModel, ApiJson.Wire.BoxSettingsBody);
        routes.MapGet("/box/time-zones", List).For(Role.Administrator).Says("The time zones that this recorder knows, as the IANA database calls them", ApiJson.Wire.TimeZoneList);
        routes.MapGet("/box/recovery", Recovery).For(Role.Administrator)
            .Says("What an owner keeps on paper for the day when a password is lost or the box is gone; no secrets are in it", ApiJson.Wire.RecoveryModel);
    }

    private static Task List(HttpContext http) => JsonExchange.WriteAsync(http, new TimeZoneList(TimeZones.Names), ApiJson.Wire.TimeZoneList);

    private Task Read(HttpContext http) => JsonExchange.WriteAsync(
        http,
        new BoxSettingsModel(
            book.Name, book.ShownName, book.HostLabel, book.TimeZone, clock.Time.LocalTimeZone.Id, clock.WallNow.ToString(), SetUpWords.Of(facts.Clock)),
        ApiJson.Wire.BoxSettingsModel);

    private async Task Change(HttpContext http)
    {
        BoxSettingsBody body = await JsonExchange.ReadAsync(http, ApiJson.Wire.BoxSettingsBody);
        book.Change(body.Name, body.TimeZone);
        LogChanged(CallerReader.Of(http).Name, book.ShownName, clock.Zone.Id);
        await Read(http);
    }

    private async Task Recovery(HttpContext http)
    {
        string? fingerprint = await facts.ExportFingerprintAsync(http.RequestAborted);
        RecoveryModel sheet = new(
            book.ShownName, facts.Page?.AbsoluteUri, book.HostLabel, [.. accounts.List().Where(a => a.Role == Role.Administrator).Select(a => a.UserName)], book.TimeZone,
            options.ProductVersion, facts.Serial, facts.HasResetButton, facts.HasDisplay, fingerprint, clock.WallNow.ToString());
        await JsonExchange.WriteAsync(http, sheet, ApiJson.Wire.RecoveryModel);
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "{User} set the name of the box to {Name} and its time zone to {Zone}")]
    private partial void LogChanged(string user, string name, string zone);
}
