using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Logging;
using Nvr.Core;
using Nvr.Power.Settings;
using Nvr.Recording.Cameras;
using Nvr.Storage;
using Nvr.Web.Access;
using Nvr.Web.Accounts;
using Nvr.Web.Api.Models;
using Nvr.Web.Audit;
using Nvr.Web.Box;
using Nvr.Web.Cargo;
using Nvr.Web.Disks;
using Nvr.Web.Exports;
using Nvr.Web.OpenApi;
using Nvr.Web.Problems;
using Nvr.Web.Sticks;

namespace Nvr.Web.Api.Routes;

/// <summary>Back to factory settings, for an administrator who gives the own password once more and types what the box is called.</summary>
internal sealed partial class ResetRoutes(
    IFactoryReset reset, BoxBook box, AccountBook accounts, AttemptLimiter limiter, ICameraDirectory cameras, IFootageReader footage, IExportRoom exports, ICargoRoom cargo, IStickRoom sticks, IDiskRoom disks,
    SwitchBook switches, ILogger<ResetRoutes> log) : IRoutes
{
    // As for changing the password: guesses in five minutes.
    private const int Guesses = 5;

    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/box/reset", Look).For(Role.Administrator).Says("What a reset to factory settings would take, and break off", ApiJson.Wire.ResetModel);
        routes.MapPost("/box/reset", Begin).For(Role.Administrator)
            .Says($"{ResetRecord.Deed}: 'confirm' is its name, 'password' one's own; the recorder starts anew", body: ApiJson.Wire.ResetBody, status: StatusCodes.Status204NoContent);
    }

    private Task Look(HttpContext http)
    {
        ResetModel found = new(
            box.ShownName,
            [.. cameras.List().Where(c => !c.Settings.IsFormer).Select(c => c.Settings.Name)],
            [.. accounts.List().Select(a => a.UserName)],
            exports.List().Count,
            cargo.Read().Models.Count,
            switches.List().Count,
            footage.ListUsage().Sum(u => u.Bytes),
            footage.ListHolds().Count(h => h.CreatedBy != IExportRoom.HoldOwner),
            [.. UnderWay()]);
        return JsonExchange.WriteAsync(http, found, ApiJson.Wire.ResetModel);
    }

    private IEnumerable<string> UnderWay()
    {
        if (sticks.Read().Export is { State: "running" or "releasing" })
        {
            yield return "usbExport";
        }
        if (exports.List().Any(e => e.State is ExportView.Waiting or ExportView.Making))
        {
            yield return "export";
        }
        if (cargo.Read().Update is { State: "installing" })
        {
            yield return "update";
        }
        if (disks.Read().Work is { State: "running" })
        {
            yield return "disks";
        }
    }

    private async Task Begin(HttpContext http)
    {
        ResetBody body = await JsonExchange.ReadAsync(http, ApiJson.Wire.ResetBody);
        Caller caller = CallerReader.Of(http);
        if (body.Confirm?.Trim() != box.ShownName)
        {
            throw new NvrException(ErrorKind.InvalidInput, $"To confirm, type the name of this recorder as it stands here: {box.ShownName}");
        }
        string key = "reset " + caller.Account.Id;
        if (!limiter.TryTake(out TimeSpan? wait, (key, Guesses)))
        {
            await ProblemWriter.WriteTooManyAsync(http, wait.Value, "Too many attempts. Wait a few minutes, then try again.");
            return;
        }
        if (await accounts.VerifyAsync(caller.Name, body.Password ?? "", http.RequestAborted) is null)
        {
            // A refusal, which the list of what people did has: somebody may have found a page that was left open.
            throw new NvrException(ErrorKind.Refused, "That is not your password. Nothing was changed.");
        }
        limiter.Clear(key);
        bool erases = body.EraseRecordings ?? false;
        AuditNote.Subject(http, erases ? "with all recordings" : "recordings kept");
        LogBegun(caller.Name, erases ? "with all recordings" : "recordings are kept");
        reset.Begin(erases);
        http.Response.StatusCode = StatusCodes.Status204NoContent;
        // Written down, and answered, before the program ends.
        await http.Response.StartAsync(CancellationToken.None);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "{User} resets the recorder to factory settings; {What}")]
    private partial void LogBegun(string user, string what);
}
