using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Logging;
using Nvr.Core;
using Nvr.Web.Access;
using Nvr.Web.Api.Models;
using Nvr.Web.Audit;
using Nvr.Web.Cargo;
using Nvr.Web.Movies;
using Nvr.Web.OpenApi;

namespace Nvr.Web.Api.Routes;

/// <summary>The settings as a file to download, and back. For administrators alone: it holds everybody's accounts, and the passwords of the cameras.</summary>
internal sealed partial class SettingsBackupRoutes(ISettingsRoom settings, ILogger<SettingsBackupRoutes> log) : IRoutes
{
    private const string Plain = "application/octet-stream";

    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost("/box/backup", BackUp).For(Role.Administrator)
            .Says("Download the settings, encrypted with a passphrase: the file that a USB key gets", body: ApiJson.Wire.PassphraseBody, answerType: Plain);
        routes.MapPut("/box/backup/sent", Take).For(Role.Administrator)
            .Says("Send a backup of the settings, as application/octet-stream, to look into it and restore it", ApiJson.Wire.SentBackupModel);
        routes.MapDelete("/box/backup/sent", Drop).For(Role.Administrator).Says("Forget the backup of the settings that was sent", status: StatusCodes.Status204NoContent);
        routes.MapPost("/box/backup/sent/contents", Open).For(Role.Administrator).Unaudited("looking into it changes nothing").Says("What the backup that was sent would restore", ApiJson.Wire.BackupView, ApiJson.Wire.SentBackupBody);
        routes.MapPost("/box/backup/sent/restore", Restore).For(Role.Administrator)
            .Says("Restore the settings that were sent by a restart of the recorder; 'confirm' is the name of the recorder in the backup", body: ApiJson.Wire.SentBackupBody, status: StatusCodes.Status204NoContent);
    }

    private static string Given(string? passphrase) => passphrase ?? throw new NvrException(ErrorKind.InvalidInput, "'passphrase' is missing.");

    private async Task BackUp(HttpContext http)
    {
        PassphraseBody body = await JsonExchange.ReadAsync(http, ApiJson.Wire.PassphraseBody);
        SealedBackup made = await settings.BackUpAsync(Given(body.Passphrase), http.RequestAborted);
        LogBackedUp(CallerReader.Of(http).Name);
        http.Response.ContentType = Plain;
        http.Response.ContentLength = made.Content.Length;
        http.Response.Headers.ContentDisposition = Attachment.Of(made.Name);
        await http.Response.Body.WriteAsync(made.Content, http.RequestAborted);
    }

    private async Task Take(HttpContext http)
    {
        if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
        {
            // The room has a bound of its own, and refuses what is beyond it in words.
            limit.MaxRequestBodySize = null;
        }
        if (http.Request.ContentType != Plain)
        {
            throw new BadHttpRequestException($"A backup is sent as {Plain}.", StatusCodes.Status415UnsupportedMediaType);
        }
        SentBackup sent = await settings.TakeAsync(http.Request.Body, http.Request.ContentLength, http.RequestAborted);
        AuditNote.Subject(http, sent.Box);
        await JsonExchange.WriteAsync(http, new SentBackupModel(sent.Box, sent.MadeAt, sent.Product, sent.Bytes), ApiJson.Wire.SentBackupModel);
    }

    private Task Drop(HttpContext http)
    {
        settings.Drop();
        http.Response.StatusCode = StatusCodes.Status204NoContent;
        return Task.CompletedTask;
    }

    private async Task Open(HttpContext http)
    {
        SentBackupBody body = await JsonExchange.ReadAsync(http, ApiJson.Wire.SentBackupBody);
        await JsonExchange.WriteAsync(http, await settings.OpenAsync(Given(body.Passphrase), http.RequestAborted), ApiJson.Wire.BackupView);
    }

    private async Task Restore(HttpContext http)
    {
        SentBackupBody body = await JsonExchange.ReadAsync(http, ApiJson.Wire.SentBackupBody);
        await settings.RestoreAsync(Given(body.Passphrase), body.Confirm, CancellationToken.None);
        AuditNote.Subject(http, body.Confirm ?? "");
        LogRestored(CallerReader.Of(http).Name);
        http.Response.StatusCode = StatusCodes.Status204NoContent;
        await http.Response.StartAsync(CancellationToken.None);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "{User} downloads the settings")]
    private partial void LogBackedUp(string user);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{User} has the settings restored from a backup that was sent")]
    private partial void LogRestored(string user);
}
