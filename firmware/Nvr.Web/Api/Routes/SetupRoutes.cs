using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Logging;
using Nvr.Core;
using Nvr.Web.Access;
using Nvr.Web.Accounts;
using Nvr.Web.Api.Models;
using Nvr.Web.Audit;
using Nvr.Web.Box;
using Nvr.Web.OpenApi;
using Nvr.Web.Problems;

namespace Nvr.Web.Api.Routes;

/// <summary>First set-up: whoever knows the code on the box becomes its administrator.</summary>
internal sealed partial class SetupRoutes(
    WebOptions options, SetupCode code, AccountBook accounts, SessionBook sessions, AttemptLimiter limiter, FirstVisit visit, ILogger<SetupRoutes> log) : IRoutes
{
    // 100,000,000 codes at ten guesses in five minutes take a century on average.
    private const int GuessesPerWindow = 10;

    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/setup", GetState)
            .Anonymous("the page must know whether to show set-up or sign-in")
            .Says("Whether the recorder still needs its first administrator", ApiJson.Wire.SetupState);
        routes.MapPost("/setup", CreateAdministrator)
            .Anonymous("nobody can sign in yet; the code on the box is the proof")
            .Says("Create the first administrator", ApiJson.Wire.SessionModel, ApiJson.Wire.SetupBody, status: StatusCodes.Status201Created);
    }

    private Task GetState(HttpContext http) =>
        JsonExchange.WriteAsync(http, new SetupState(!accounts.HasAdministrator, options.Simulated), ApiJson.Wire.SetupState);

    private async Task CreateAdministrator(HttpContext http)
    {
        SetupBody body = await JsonExchange.ReadAsync(http, ApiJson.Wire.SetupBody);
        AuditNote.User(http, "");
        if (accounts.HasAdministrator)
        {
            throw new NvrException(ErrorKind.Conflict, "This recorder has been set up already. Sign in instead.");
        }
        if (!limiter.TryTake(out TimeSpan? wait, ("setup", GuessesPerWindow)))
        {
            await ProblemWriter.WriteTooManyAsync(http, wait.Value, "Too many wrong codes. Wait a few minutes and read the code on the recorder again.");
            return;
        }
        if (!code.Matches(body.Code))
        {
            LogWrongCode(http.Connection.RemoteIpAddress?.ToString() ?? "?");
            throw new NvrException(ErrorKind.Refused, "That is not the code which the recorder shows.");
        }
        limiter.Clear("setup");
        string name = PasswordRule.CheckName(body.UserName);
        PasswordHash password = await accounts.HashAsync(PasswordRule.Check(body.Password, name), http.RequestAborted);
        visit.Begin();
        Account account = accounts.AddFirst(name, password);
        LogSetUp(account.UserName);
        AuditNote.User(http, account.UserName);
        SessionCookie.Set(http, sessions.Begin(account, CallerPlace.Of(http), http.Request.Headers.UserAgent.ToString()));
        await JsonExchange.WriteAsync(http, new SessionModel(UserModel.Of(account), null), ApiJson.Wire.SessionModel, StatusCodes.Status201Created);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Wrong setup code from {Address}")]
    private partial void LogWrongCode(string address);

    [LoggerMessage(Level = LogLevel.Information, Message = "Set up: {User} is the administrator")]
    private partial void LogSetUp(string user);
}
