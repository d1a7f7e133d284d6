using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Logging;
using Nvr.Core;
using Nvr.Web.Access;
using Nvr.Web.Accounts;
using Nvr.Web.Api.Models;
using Nvr.Web.Audit;
using Nvr.Web.OpenApi;

namespace Nvr.Web.Api.Routes;

/// <summary>The people who may use the box.</summary>
internal sealed partial class UserRoutes(AccountBook accounts, SessionBook sessions, ILogger<UserRoutes> log) : IRoutes
{
    private const int MaxCameras = 1000;

    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/users", List).For(Role.Administrator).Says("All users", ApiJson.Wire.UserList);
        routes.MapPost("/users", Create)
            .For(Role.Administrator)
            .Says("Add a user", ApiJson.Wire.UserModel, ApiJson.Wire.UserBody, status: StatusCodes.Status201Created);
        routes.MapPut("/users/{userId}", Update)
            .For(Role.Administrator)
            .Says("Change a user; a null password keeps the old one, a new one ends the user's sessions", ApiJson.Wire.UserModel, ApiJson.Wire.UserBody);
        routes.MapDelete("/users/{userId}", Delete).For(Role.Administrator).Says("Delete a user", status: StatusCodes.Status204NoContent);
    }

    private static string IdOf(HttpContext http) => http.Request.RouteValues["userId"] as string ?? "";

    private static Role RoleOf(UserBody body) =>
        Words.RoleOf(body.Role) ?? throw new NvrException(ErrorKind.InvalidInput, "'role' must be administrator, operator or viewer.");

    private static IReadOnlyList<string> CamerasOf(UserBody body)
    {
        IReadOnlyList<string> ids = body.Cameras ?? [];
        return ids.Count <= MaxCameras && ids.All(id => CameraId.TryParse(id, out _))
            ? [.. ids.Distinct(StringComparer.Ordinal)]
            : throw new NvrException(ErrorKind.InvalidInput, "'cameras' must be a list of camera ids (32 hexadecimal digits each).");
    }

    private Task List(HttpContext http) =>
        JsonExchange.WriteAsync(http, new UserList([.. accounts.List().Select(UserModel.Of)]), ApiJson.Wire.UserList);

    private async Task Create(HttpContext http)
    {
        UserBody body = await JsonExchange.ReadAsync(http, ApiJson.Wire.UserBody);
        string name = PasswordRule.CheckName(body.UserName);
        Role role = RoleOf(body);
        IReadOnlyList<string> cameras = CamerasOf(body);
        PasswordHash password = await accounts.HashAsync(PasswordRule.Check(body.Password, name), http.RequestAborted);
        Account added = accounts.Add(name, role, cameras, password);
        AuditNote.Subject(http, added.UserName);
        LogChanged(CallerReader.Of(http).Name, "added", added.UserName, Words.Of(role));
        http.Response.Headers.Location = $"{http.Request.Path}/{added.Id}";
        await JsonExchange.WriteAsync(http, UserModel.Of(added), ApiJson.Wire.UserModel, StatusCodes.Status201Created);
    }

    private async Task Update(HttpContext http)
    {
        UserBody body = await JsonExchange.ReadAsync(http, ApiJson.Wire.UserBody);
        Account old = accounts.Find(IdOf(http)) ?? throw new NvrException(ErrorKind.NotFound, "There is no such user.");
        string name = PasswordRule.CheckName(body.UserName ?? old.UserName);
        Role role = RoleOf(body);
        IReadOnlyList<string> cameras = CamerasOf(body);
        PasswordHash? password = body.Password is null ? null : await accounts.HashAsync(PasswordRule.Check(body.Password, name), http.RequestAborted);
        Account changed = accounts.Change(old.Id, a => a with { UserName = name, Role = role, Cameras = cameras, Password = password ?? a.Password });
        if (body.Password is not null)
        {
            Caller caller = CallerReader.Of(http);
            sessions.EndAllOf(changed.Id, caller.Account.Id == changed.Id ? caller.SessionId : null);
        }
        LogChanged(CallerReader.Of(http).Name, "changed", changed.UserName, Words.Of(changed.Role));
        await JsonExchange.WriteAsync(http, UserModel.Of(changed), ApiJson.Wire.UserModel);
    }

    private Task Delete(HttpContext http)
    {
        string id = IdOf(http);
        string name = accounts.Find(id)?.UserName ?? "";
        accounts.Delete(id);
        sessions.EndAllOf(id);
        LogChanged(CallerReader.Of(http).Name, "deleted", name, "");
        http.Response.StatusCode = StatusCodes.Status204NoContent;
        return Task.CompletedTask;
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "{User} {Deed} the user {Subject} {Role}")]
    private partial void LogChanged(string user, string deed, string subject, string role);
}
