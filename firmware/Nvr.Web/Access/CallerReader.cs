using Microsoft.AspNetCore.Http;
using Nvr.Core;
using Nvr.Web.Accounts;

namespace Nvr.Web.Access;

/// <summary>Finds out who makes a request: a bearer token first, else the session cookie. Thread-safe.</summary>
internal sealed class CallerReader(SessionBook sessions, AccountBook accounts)
{
    private const string Bearer = "Bearer ";
    private static readonly object Key = new();

    /// <summary>The caller, or null; read once a request.</summary>
    public Caller? Read(HttpContext http)
    {
        if (http.Items.TryGetValue(Key, out object? known))
        {
            return known as Caller;
        }
        Caller? caller = Identify(http.Request);
        http.Items[Key] = caller;
        return caller;
    }

    /// <summary>The caller of a route that has a role.</summary>
    public static Caller Of(HttpContext http) => (Caller)http.Items[Key]!;

    /// <summary>For long-lived answers: whether the session still stands and still may see the camera.</summary>
    public bool StillAllowed(Caller caller, CameraId camera) =>
        sessions.IsLive(caller.SessionId) && accounts.Find(caller.Account.Id) is { } now && now.Sees(camera);

    /// <summary>The same for what needs a role.</summary>
    public bool StillAllowed(Caller caller, CameraId camera, Role role) =>
        StillAllowed(caller, camera) && accounts.Find(caller.Account.Id) is { } now && now.Role >= role;

    /// <summary>For long-lived answers about several cameras: whether the session still stands.</summary>
    public bool StillSignedIn(Caller caller) => sessions.IsLive(caller.SessionId) && accounts.Find(caller.Account.Id) is not null;

    /// <summary>The same for what needs a role.</summary>
    public bool StillSignedIn(Caller caller, Role role) => sessions.IsLive(caller.SessionId) && accounts.Find(caller.Account.Id) is { } now && now.Role >= role;

    private Caller? Identify(HttpRequest request)
    {
        string? header = request.Headers.Authorization;
        bool byBearer = header?.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase) ?? false;
        string? token = byBearer ? header![Bearer.Length..].Trim() : request.Cookies[SessionCookie.NameFor(request)];
        return token is { Length: > 0 and < 128 } && sessions.Use(token) is { } session && accounts.Find(session.AccountId) is { } account
            ? new Caller(account, session.Id, !byBearer)
            : null;
    }
}
