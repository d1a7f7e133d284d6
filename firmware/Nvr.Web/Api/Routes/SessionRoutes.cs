using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Logging;
using Nvr.Core;
using Nvr.Core.Time;
using Nvr.Web.Access;
using Nvr.Web.Accounts;
using Nvr.Web.Api.Models;
using Nvr.Web.Audit;
using Nvr.Web.Box;
using Nvr.Web.OpenApi;
using Nvr.Web.Problems;

namespace Nvr.Web.Api.Routes;

/// <summary>Signing in and out.</summary>
internal sealed partial class SessionRoutes(
    WebOptions options, AccountBook accounts, SessionBook sessions, AttemptLimiter limiter, BoxBook book, FirstVisit visit, BoxClock clock, ILogger<SessionRoutes> log) : IRoutes
{
    // Guesses in five minutes: one person at one place, one place, one name from anywhere.
    private const int PerPair = 5;
    private const int PerAddress = 20;
    private const int PerName = 50;
    private const int MaxKey = 64;

    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost("/sessions", LogIn)
            .Anonymous("this is where people sign in")
            .Says("Sign in: sets a cookie, or returns a bearer token when asked", ApiJson.Wire.SessionModel, ApiJson.Wire.LoginBody, status: StatusCodes.Status201Created);
        routes.MapGet("/sessions", List).For(Role.Viewer).Says("Who is signed in where: one's own sessions, an administrator all", ApiJson.Wire.SessionList);
        routes.MapDelete("/sessions/{sessionId}", EndOne).For(Role.Viewer).Says("End a session: one of one's own, an administrator any", status: StatusCodes.Status204NoContent);
        routes.MapDelete("/sessions/current", LogOut).For(Role.Viewer).Says("Sign out", status: StatusCodes.Status204NoContent);
        routes.MapGet("/sessions/current", GetCurrent).For(Role.Viewer).Says("Who is signed in, and the box's name, version and time", ApiJson.Wire.BoxModel);
        routes.MapPut("/sessions/current/password", ChangePassword)
            .For(Role.Viewer)
            .Says("Change one's own password; every other session of the user ends", body: ApiJson.Wire.PasswordBody, status: StatusCodes.Status204NoContent);
    }

    private async Task LogIn(HttpContext http)
    {
        LoginBody body = await JsonExchange.ReadAsync(http, ApiJson.Wire.LoginBody);
        string name = (body.UserName ?? "").Trim();
        // Whoever types a password in place of the name must not find it in a list.
        AuditNote.User(http, accounts.FindByName(name)?.UserName ?? "");
        string place = CallerPlace.CountedOf(http);
        string key = (name.Length <= MaxKey ? name : name[..MaxKey]).ToUpperInvariant();
        string pair = $"{place}|{key}";
        if (!limiter.TryTake(out TimeSpan? wait, (pair, PerPair), ("at " + place, PerAddress), ("as " + key, PerName)))
        {
            LogLimited(place);
            await ProblemWriter.WriteTooManyAsync(http, wait.Value, "Too many attempts to sign in. Wait a few minutes, then try again.");
            return;
        }
        Account? account = await accounts.VerifyAsync(name, body.Password ?? "", http.RequestAborted);
        if (account is null)
        {
            LogWrong(place);
            throw new NvrException(ErrorKind.Unauthorised, "User name or password is wrong.");
        }
        limiter.Clear(pair);
        limiter.Clear("at " + place);
        LogSignedIn(account.UserName, place);
        await AnswerAsync(http, account, body.Token);
    }

    private Task AnswerAsync(HttpContext http, Account account, bool asToken)
    {
        string token = sessions.Begin(account, CallerPlace.Of(http), http.Request.Headers.UserAgent.ToString());
        if (!asToken)
        {
            SessionCookie.Set(http, token);
        }
        SessionModel answer = new(UserModel.Of(account), asToken ? token : null);
        return JsonExchange.WriteAsync(http, answer, ApiJson.Wire.SessionModel, StatusCodes.Status201Created);
    }

    private Task List(HttpContext http)
    {
        Caller caller = CallerReader.Of(http);
        return JsonExchange.WriteAsync(http, new SessionList([.. SessionsOf(caller).Select(s => SessionEntryModel.Of(s, accounts.Find(s.AccountId)!.UserName, caller))]), ApiJson.Wire.SessionList);
    }

    private Task EndOne(HttpContext http)
    {
        string id = http.Request.RouteValues["sessionId"] as string ?? "";
        StoredSession ending = SessionsOf(CallerReader.Of(http)).FirstOrDefault(s => s.Id == id) ?? throw new NvrException(ErrorKind.NotFound, "There is no such session.");
        AuditNote.Subject(http, accounts.Find(ending.AccountId)!.UserName);
        sessions.End(id);
        http.Response.StatusCode = StatusCodes.Status204NoContent;
        return Task.CompletedTask;
    }

    private IEnumerable<StoredSession> SessionsOf(Caller caller) =>
        sessions.List().Where(s => accounts.Find(s.AccountId) is not null && (caller.Role == Role.Administrator || s.AccountId == caller.Account.Id));

    private Task LogOut(HttpContext http)
    {
        sessions.End(CallerReader.Of(http).SessionId);
        SessionCookie.Clear(http);
        http.Response.StatusCode = StatusCodes.Status204NoContent;
        return Task.CompletedTask;
    }

    private Task GetCurrent(HttpContext http)
    {
        Caller caller = CallerReader.Of(http);
        BoxModel box = new(
            options.ProductVersion, options.Simulated, clock.WallNow.ToString(), UserModel.Of(caller.Account), book.Name, book.TimeZone,
            caller.Role == Role.Administrator && !visit.IsOver);
        return JsonExchange.WriteAsync(http, box, ApiJson.Wire.BoxModel);
    }

    private async Task ChangePassword(HttpContext http)
    {
        PasswordBody body = await JsonExchange.ReadAsync(http, ApiJson.Wire.PasswordBody);
        Caller caller = CallerReader.Of(http);
        string key = "change " + caller.Account.Id;
        if (!limiter.TryTake(out TimeSpan? wait, (key, PerPair)))
        {
            await ProblemWriter.WriteTooManyAsync(http, wait.Value, "Too many attempts. Wait a few minutes, then try again.");
            return;
        }
        if (await accounts.VerifyAsync(caller.Name, body.OldPassword ?? "", http.RequestAborted) is not { } account)
        {
            throw new NvrException(ErrorKind.InvalidInput, "'oldPassword' is wrong.");
        }
        limiter.Clear(key);
        PasswordHash hash = await accounts.HashAsync(PasswordRule.Check(body.NewPassword, account.UserName), http.RequestAborted);
        accounts.Change(account.Id, a => a with { Password = hash });
        sessions.EndAllOf(account.Id, caller.SessionId);
        LogPasswordChanged(account.UserName);
        http.Response.StatusCode = StatusCodes.Status204NoContent;
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "{User} signed in from {Place}")]
    private partial void LogSignedIn(string user, string place);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Wrong user name or password from {Place}")]
    private partial void LogWrong(string place);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Too many attempts to sign in from {Place}")]
    private partial void LogLimited(string place);

    [LoggerMessage(Level = LogLevel.Information, Message = "{User} changed the password")]
    private partial void LogPasswordChanged(string user);
}
