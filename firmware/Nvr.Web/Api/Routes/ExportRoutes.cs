using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Logging;
using Nvr.Core.Time;
using Nvr.Web.Access;
using Nvr.Web.Api.Models;
using Nvr.Web.Exports;
using Nvr.Web.Movies;
using Nvr.Web.OpenApi;

namespace Nvr.Web.Api.Routes;

/// <summary>Exports to be downloaded, for everyone who may protect footage: an export does.</summary>
internal sealed partial class ExportRoutes(
    IExportRoom exports, ExportWishReader wishes, CallerReader callers, BoxClock clock, MovieSender sender, ILogger<ExportRoutes> log) : IRoutes
{
    private static readonly TimeSpan CheckEvery = TimeSpan.FromSeconds(1);

    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/exports", List).For(Role.Operator).Says("Exports to be downloaded: those that wait, are made, and are ready", ApiJson.Wire.ExportList);
        routes.MapPost("/exports", Order).For(Role.Operator)
            .Says("Puts an export into the queue; its recordings are protected until it goes", ApiJson.Wire.ExportView, ApiJson.Wire.ExportBody, status: StatusCodes.Status202Accepted);
        routes.MapMethods("/exports/{exportId}/file", [HttpMethods.Get, HttpMethods.Head], Send).For(Role.Operator)
            .Says("The file of an export that is ready, with byte ranges", answerType: "application/octet-stream");
        routes.MapDelete("/exports/{exportId}", Remove).For(Role.Operator).Says("Cancels or removes an export", status: StatusCodes.Status204NoContent);
    }

    private static string Of(HttpContext http) => (string)http.Request.RouteValues["exportId"]!;

    private Task List(HttpContext http) => JsonExchange.WriteAsync(http, new ExportList(exports.List()), ApiJson.Wire.ExportList);

    private async Task Order(HttpContext http)
    {
        ExportBody body = await JsonExchange.ReadAsync(http, ApiJson.Wire.ExportBody);
        Caller caller = CallerReader.Of(http);
        ExportView ordered = exports.Order(wishes.Read(body, caller), caller.Name);
        LogOrdered(caller.Name, ordered.Id, ordered.Form, string.Join(' ', ordered.Cameras.Select(c => c.Id)), ordered.From, ordered.To);
        await JsonExchange.WriteAsync(http, ordered, ApiJson.Wire.ExportView, StatusCodes.Status202Accepted);
    }

    private async Task Send(HttpContext http)
    {
        Caller caller = CallerReader.Of(http);
        using IExportFile file = exports.Open(Of(http));
        http.Response.Headers.ContentDisposition = Attachment.Of(file.Name);
        LogDownload(caller.Name, Of(http), file.Length);
        // A download may take hours: it is cut off when the session or its right to exports ends.
        await using ITimer guard = clock.Time.CreateTimer(
            _ =>
            {
                if (!callers.StillSignedIn(caller, Role.Operator))
                {
                    http.Abort();
                }
            },
            null, CheckEvery, CheckEvery);
        await sender.SendAsync(http, file);
    }

    private Task Remove(HttpContext http)
    {
        exports.Remove(Of(http));
        LogRemoved(CallerReader.Of(http).Name, Of(http));
        http.Response.StatusCode = StatusCodes.Status204NoContent;
        return Task.CompletedTask;
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "{User} wants the export {Export} ({Form}) of the cameras {Cameras} from {From} to {To}")]
    private partial void LogOrdered(string user, string export, string form, string cameras, string from, string to);

    [LoggerMessage(Level = LogLevel.Information, Message = "{User} downloads the export {Export} ({Bytes} bytes)")]
    private partial void LogDownload(string user, string export, long bytes);

    [LoggerMessage(Level = LogLevel.Information, Message = "{User} removed the export {Export}")]
    private partial void LogRemoved(string user, string export);
}
