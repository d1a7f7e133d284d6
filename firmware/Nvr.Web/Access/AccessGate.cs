using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Logging;
using Nvr.Core;
using Nvr.Recording.Cameras;
using Nvr.Storage;
using Nvr.Web.Accounts;
using Nvr.Web.Problems;

namespace Nvr.Web.Access;

/// <summary>
/// Every request passes here between routing and its route: host, origin, sign-in, role, and for each route with a camera in its
/// address whether the caller may see that camera. A camera that may not be seen answers exactly like one that does not exist.
/// </summary>
internal sealed partial class AccessGate(
    HostRule hosts, CallerReader callers, ICameraDirectory cameras, IFootageReader footage, ILogger<AccessGate> log)
{
    public const string CameraParameter = "cameraId";

    public async Task InvokeAsync(HttpContext http, RequestDelegate next)
    {
        if (!hosts.Allows(http.Request.Host))
        {
            LogForeignHost(http.Request.Host.Value ?? "");
            await ProblemWriter.WriteAsync(http, StatusCodes.Status421MisdirectedRequest, "Unknown name", "This recorder is not known under that name. Use its address.");
            return;
        }
        if (http.GetEndpoint() is RouteEndpoint route)
        {
            Admit(http, route);
        }
        await next(http);
    }

    private static NvrException NoSuchCamera() => new(ErrorKind.NotFound, "There is no such camera.");

    private void Admit(HttpContext http, RouteEndpoint route)
    {
        RouteRole rule = route.Metadata.GetMetadata<RouteRole>()
            ?? throw new InvalidOperationException($"The route {route.RoutePattern.RawText} declares no role.");
        Caller? caller = callers.Read(http);
        if (OriginRule.Concerns(http.Request) && !OriginRule.Allows(http.Request, caller?.ByCookie ?? false))
        {
            LogForeignOrigin(http.Request.Headers.Origin.ToString(), route.RoutePattern.RawText ?? "");
            throw new NvrException(ErrorKind.Refused, "The request comes from another web site, so it was refused.");
        }
        if (rule.Role is not { } needed)
        {
            return;
        }
        if (caller is null)
        {
            throw new NvrException(ErrorKind.Unauthorised, "Please sign in.");
        }
        if (caller.Role < needed)
        {
            LogRefused(caller.Name, http.Request.Method, route.RoutePattern.RawText ?? "");
            throw new NvrException(ErrorKind.Refused, $"This needs the role {Words.Of(needed)}.");
        }
        AdmitToCamera(http, caller);
    }

    private void AdmitToCamera(HttpContext http, Caller caller)
    {
        if (http.Request.RouteValues.TryGetValue(CameraParameter, out object? value)
            && !(CameraId.TryParse(value as string, out CameraId id) && caller.Sees(id) && Exists(id)))
        {
            throw NoSuchCamera();
        }
    }

    // A deleted camera's footage stays until retention takes it, and can be watched as long.
    private bool Exists(CameraId id) =>
        cameras.Find(id) is not null || footage.Extent(id, StreamKind.Main) is not null || footage.Extent(id, StreamKind.Sub) is not null;

    [LoggerMessage(Level = LogLevel.Warning, Message = "Refused a request for the unknown host {Host}")]
    private partial void LogForeignHost(string host);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Refused a request from the origin {Origin} to {Route}")]
    private partial void LogForeignOrigin(string origin, string route);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{User} may not {Method} {Route}")]
    private partial void LogRefused(string user, string method, string route);
}
