using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Logging;
using Nvr.Core;
using Nvr.Web.Access;
using Nvr.Web.Api.Models;
using Nvr.Web.Cargo;
using Nvr.Web.OpenApi;

namespace Nvr.Web.Api.Routes;

/// <summary>Updates, backups of the settings and models on USB keys. For administrators alone: what is taken from there rules the box.</summary>
internal sealed partial class CargoRoutes(ICargoRoom cargo, ILogger<CargoRoutes> log) : IRoutes
{
    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/cargo", Read).For(Role.Administrator).Says("What USB keys may carry beside exports, carry, and brought", ApiJson.Wire.CargoView);
        routes.MapPut("/cargo/policy", Change).For(Role.Administrator).Says("What may be taken from USB keys; what is left out stays", ApiJson.Wire.CargoView, ApiJson.Wire.CargoPolicyBody);
        routes.MapPost("/sticks/{stick}/cargo", Look).For(Role.Administrator).Says("Mounts a USB key and looks what it carries", ApiJson.Wire.CargoView);
        routes.MapPost("/sticks/{stick}/backup", BackUp).For(Role.Administrator)
            .Says("Writes the settings to a USB key, encrypted with a passphrase; then it can be pulled", ApiJson.Wire.BackupFileModel, ApiJson.Wire.PassphraseBody, status: StatusCodes.Status201Created);
        routes.MapPost("/sticks/{stick}/backup/contents", Open).For(Role.Administrator).Says("What a backup on a USB key would restore", ApiJson.Wire.BackupView, ApiJson.Wire.OpenBackupBody);
        routes.MapPost("/sticks/{stick}/backup/restore", Restore).For(Role.Administrator)
            .Says("Restores settings from a USB key by a restart of the recorder; 'confirm' is the name of the recorder in the backup", body: ApiJson.Wire.RestoreBody, status: StatusCodes.Status204NoContent);
        routes.MapPost("/sticks/{stick}/models", Take).For(Role.Administrator)
            .Says("Copies a model for object detection from a USB key onto the box", ApiJson.Wire.CargoView, ApiJson.Wire.CargoFileBody, status: StatusCodes.Status201Created);
        routes.MapDelete("/models/{model}", Remove).For(Role.Administrator).Says("Removes a model for object detection", ApiJson.Wire.CargoView);
        routes.MapPut("/models/{model}/use", Use).For(Role.Administrator).Says("Has what moves looked at with this model for object detection, and with no other", ApiJson.Wire.CargoView);
        routes.MapDelete("/models/{model}/use", Unuse).For(Role.Administrator).Says("Has what moves looked at with no model, where it is this one", ApiJson.Wire.CargoView);
        routes.MapPost("/sticks/{stick}/update", Install).For(Role.Administrator)
            .Says("Installs an update from a USB key; 'confirm' is its version", ApiJson.Wire.CargoView, ApiJson.Wire.InstallBody, status: StatusCodes.Status202Accepted);
    }

    private static string Of(HttpContext http) => (string)http.Request.RouteValues["stick"]!;

    private static string Given(string? value, string field) => value ?? throw new NvrException(ErrorKind.InvalidInput, $"'{field}' is missing.");

    private Task Read(HttpContext http) => Answer(http, StatusCodes.Status200OK);

    private Task Answer(HttpContext http, int status) => JsonExchange.WriteAsync(http, cargo.Read(), ApiJson.Wire.CargoView, status);

    private async Task Change(HttpContext http)
    {
        CargoPolicyBody body = await JsonExchange.ReadAsync(http, ApiJson.Wire.CargoPolicyBody);
        CargoPolicy now = cargo.Read().Policy;
        cargo.Change(new CargoPolicy(body.Updates ?? now.Updates, body.Backups ?? now.Backups, body.Models ?? now.Models));
        await Answer(http, StatusCodes.Status200OK);
    }

    private async Task Look(HttpContext http)
    {
        await cargo.LookAsync(Of(http), http.RequestAborted);
        await Answer(http, StatusCodes.Status200OK);
    }

    // What was begun is ended, whether somebody still waits for the answer or not.
    private async Task BackUp(HttpContext http)
    {
        PassphraseBody body = await JsonExchange.ReadAsync(http, ApiJson.Wire.PassphraseBody);
        string file = await cargo.BackUpAsync(Of(http), Given(body.Passphrase, "passphrase"), CancellationToken.None);
        LogBackedUp(CallerReader.Of(http).Name, file);
        await JsonExchange.WriteAsync(http, new BackupFileModel(file), ApiJson.Wire.BackupFileModel, StatusCodes.Status201Created);
    }

    private async Task Open(HttpContext http)
    {
        OpenBackupBody body = await JsonExchange.ReadAsync(http, ApiJson.Wire.OpenBackupBody);
        BackupView opened = await cargo.OpenBackupAsync(Of(http), Given(body.File, "file"), Given(body.Passphrase, "passphrase"), http.RequestAborted);
        await JsonExchange.WriteAsync(http, opened, ApiJson.Wire.BackupView);
    }

    private async Task Restore(HttpContext http)
    {
        RestoreBody body = await JsonExchange.ReadAsync(http, ApiJson.Wire.RestoreBody);
        await cargo.RestoreAsync(Of(http), Given(body.File, "file"), Given(body.Passphrase, "passphrase"), body.Confirm, CancellationToken.None);
        LogRestored(CallerReader.Of(http).Name, body.File!);
        http.Response.StatusCode = StatusCodes.Status204NoContent;
    }

    private async Task Take(HttpContext http)
    {
        await cargo.TakeModelAsync(Of(http), Given((await JsonExchange.ReadAsync(http, ApiJson.Wire.CargoFileBody)).File, "file"), CancellationToken.None);
        await Answer(http, StatusCodes.Status201Created);
    }

    private static string ModelOf(HttpContext http) => (string)http.Request.RouteValues["model"]!;

    private Task Remove(HttpContext http)
    {
        cargo.RemoveModel(ModelOf(http));
        return Answer(http, StatusCodes.Status200OK);
    }

    private Task Use(HttpContext http)
    {
        cargo.UseModel(ModelOf(http));
        return Answer(http, StatusCodes.Status200OK);
    }

    private Task Unuse(HttpContext http)
    {
        ModelView model = cargo.Read().Models.FirstOrDefault(m => m.Id == ModelOf(http)) ?? throw new NvrException(ErrorKind.NotFound, "There is no such model.");
        if (model.IsInUse)
        {
            cargo.UseModel(null);
        }
        return Answer(http, StatusCodes.Status200OK);
    }

    private async Task Install(HttpContext http)
    {
        InstallBody body = await JsonExchange.ReadAsync(http, ApiJson.Wire.InstallBody);
        await cargo.InstallAsync(Of(http), Given(body.File, "file"), body.Confirm, CancellationToken.None);
        LogInstalls(CallerReader.Of(http).Name, body.File!);
        await Answer(http, StatusCodes.Status202Accepted);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "{User} wrote the settings to a USB key as {File}")]
    private partial void LogBackedUp(string user, string file);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{User} has the settings restored from {File} on a USB key")]
    private partial void LogRestored(string user, string file);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{User} has the update {File} installed from a USB key")]
    private partial void LogInstalls(string user, string file);
}
