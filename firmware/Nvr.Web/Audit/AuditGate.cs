using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Nvr.Core;
using Nvr.Recording.Cameras;
using Nvr.Web.Access;
using Nvr.Web.Accounts;
using Nvr.Web.OpenApi;

namespace Nvr.Web.Audit;

/// <summary>
/// Writes down, before it is answered, every request that changed something, every file that was taken along, and whoever was refused. Looking is not written down, nor are requests that failed for another reason.
/// Stands between routing, which knows the address, and the gate, which knows who asks.
/// </summary>
internal sealed class AuditGate(AuditBook book, CallerReader callers, ICameraDirectory cameras, AccountBook accounts)
{
    public async Task InvokeAsync(HttpContext http, RequestDelegate next)
    {
        if (http.GetEndpoint() is not RouteEndpoint route || !IsDeed(http.Request) || route.Metadata.GetMetadata<RouteDescription>() is not { } said || route.Metadata.GetMetadata<NotAudited>() is not null)
        {
            await next(http);
            return;
        }
        // What is about to be deleted still has a name now.
        string subject = SubjectOf(http);
        bool isTold = false;
        void Tell(bool isDone)
        {
            if (!isTold)
            {
                isTold = true;
                book.Add(AuditNote.UserOf(http) ?? callers.Read(http)?.Name ?? "", CallerPlace.Of(http), said.Summary, AuditNote.SubjectOf(http) ?? subject, isDone);
            }
        }
        http.Response.OnStarting(() =>
        {
            if (http.Response.StatusCode < StatusCodes.Status400BadRequest)
            {
                Tell(isDone: true);
            }
            return Task.CompletedTask;
        });
        try
        {
            await next(http);
        }
        catch (NvrException refusal) when (refusal.Kind is ErrorKind.Refused or ErrorKind.Unauthorised && (callers.Read(http) is not null || AuditNote.UserOf(http) is not null))
        {
            Tell(isDone: false);
            throw;
        }
    }

    private static bool IsDeed(HttpRequest request) =>
        HttpMethods.IsGet(request.Method) ? request.Query["download"] == "1" : !HttpMethods.IsHead(request.Method);

    private string SubjectOf(HttpContext http) =>
        string.Join(", ", http.Request.RouteValues.Select(v => NameOf(v.Key, v.Value as string ?? "")).Where(n => n.Length > 0));

    private string NameOf(string key, string value) => key switch
    {
        AccessGate.CameraParameter => CameraId.TryParse(value, out CameraId id) ? cameras.Find(id)?.Settings.Name ?? value : value,
        "userId" => accounts.Find(value)?.UserName ?? value,
        _ => value,
    };
}
