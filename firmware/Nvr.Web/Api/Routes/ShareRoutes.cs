using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Logging;
using Nvr.Core;
using Nvr.Core.Time;
using Nvr.Web.Access;
using Nvr.Web.Accounts;
using Nvr.Web.Api.Models;
using Nvr.Web.Exports;
using Nvr.Web.OpenApi;
using Nvr.Web.Shares;

namespace Nvr.Web.Api.Routes;

/// <summary>Links by which one export can be seen without signing in: given away, listed, revoked.</summary>
internal sealed partial class ShareRoutes(ShareBook shares, IExportRoom exports, ExportWishReader wishes, AccountBook accounts, ILogger<ShareRoutes> log) : IRoutes
{
    private const int MostHours = 30 * 24;
    private const int LongestPassword = 200;

    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/shares", List).For(Role.Operator).Says("Shares that hold: who gave what away, until when, and how often it was used", ApiJson.Wire.ShareList);
        routes.MapPost("/shares", Share).For(Role.Operator)
            .Says("Shares an export, or a camera with a span, by an address that needs no sign-in; the address is told this once", ApiJson.Wire.NewShareModel, ApiJson.Wire.ShareBody, status: StatusCodes.Status201Created);
        routes.MapDelete("/shares/{shareId}", Revoke).For(Role.Operator).Says("Ends a share at once", status: StatusCodes.Status204NoContent);
    }

    private static NvrException Invalid(string sentence) => new(ErrorKind.InvalidInput, sentence);

    private static string Rfc(DateTimeOffset time) => UtcTime.From(time).ToString();

    private Task List(HttpContext http) => JsonExchange.WriteAsync(
        http, new ShareList([.. shares.ListOpen().Select(Model).OfType<ShareModel>()]), ApiJson.Wire.ShareList);

    private async Task Share(HttpContext http)
    {
        ShareBody body = await JsonExchange.ReadAsync(http, ApiJson.Wire.ShareBody);
        Caller caller = CallerReader.Of(http);
        if (body.Hours is not (>= 1 and <= MostHours))
        {
            throw Invalid($"'hours' must be 1 to {MostHours}.");
        }
        if (body.Password is { Length: > LongestPassword })
        {
            throw Invalid($"'password' must have at most {LongestPassword} characters.");
        }
        PasswordHash? password = string.IsNullOrEmpty(body.Password) ? null : await accounts.HashAsync(body.Password, http.RequestAborted);
        shares.RequireRoom();
        ExportView export = Chosen(body, caller);
        (StoredShare share, string token) = shares.Begin(export.Id, caller.Account, TimeSpan.FromHours(body.Hours.Value), password);
        exports.Keep(export.Id, UtcTime.From(share.Until));
        LogShared(caller.Name, export.Id, share.Id, Rfc(share.Until));
        await JsonExchange.WriteAsync(http, new NewShareModel(Model(share)!, SharePages.PathOf(token)), ApiJson.Wire.NewShareModel, StatusCodes.Status201Created);
    }

    private ExportView Chosen(ShareBody body, Caller caller)
    {
        if (body is { Export: { } id, Camera: null, From: null, To: null })
        {
            return exports.Find(id) switch
            {
                null => throw Invalid("'export' is not the id of an export."),
                { State: ExportView.Failed } failed => throw new NvrException(ErrorKind.Conflict, $"This export cannot be shared. {failed.Sentence}"),
                { } found => found,
            };
        }
        return body is { Export: null, Camera: { } camera }
            ? exports.Order(wishes.Read(new ExportBody([camera], body.From, body.To, "", ExportWish.Mp4), caller), caller.Name)
            : throw Invalid("Either 'export' is needed, or 'camera' with 'from' and 'to'.");
    }

    private Task Revoke(HttpContext http)
    {
        string id = (string)http.Request.RouteValues["shareId"]!;
        if (!shares.Revoke(id))
        {
            throw new NvrException(ErrorKind.NotFound, "There is no such share.");
        }
        LogRevoked(CallerReader.Of(http).Name, id);
        http.Response.StatusCode = StatusCodes.Status204NoContent;
        return Task.CompletedTask;
    }

    /// <summary>Null where its export was removed: then it opens nothing any more.</summary>
    private ShareModel? Model(StoredShare share) => exports.Find(share.ExportId) is not { } export ? null : new(
        share.Id, export.Id, [.. export.Cameras.Select(c => c.Name)], export.From, export.To, export.Form, share.UserName, Rfc(share.CreatedAt), Rfc(share.Until),
        share.Password is not null, share.LastUsedAt is { } used ? Rfc(used) : null, share.Uses);

    [LoggerMessage(Level = LogLevel.Information, Message = "{User} shared the export {Export} (share {Share}) until {Until}")]
    private partial void LogShared(string user, string export, string share, string until);

    [LoggerMessage(Level = LogLevel.Information, Message = "{User} revoked the share {Share}")]
    private partial void LogRevoked(string user, string share);
}
