using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Logging;
using Nvr.Core;
using Nvr.Web.Access;
using Nvr.Web.Movies;
using Nvr.Web.OpenApi;
using Nvr.Web.Support;

namespace Nvr.Web.Api.Routes;

/// <summary>Logs and states for a supporter. For administrators alone, one at a time; a POST, so that the list of what people did always has it.</summary>
internal sealed partial class SupportRoutes(SupportBundle bundle, ILogger<SupportRoutes> log) : IRoutes, IDisposable
{
    private readonly SemaphoreSlim one = new(1);

    public void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/box/support", Send).For(Role.Administrator).Says("Download logs and states for a supporter, as a ZIP; passwords, keys and tokens are not in it", answerType: "application/zip");

    public void Dispose() => one.Dispose();

    private async Task Send(HttpContext http)
    {
        if (!one.Wait(0, CancellationToken.None))
        {
            http.Response.Headers.RetryAfter = "5";
            throw new NvrException(ErrorKind.Exhausted, "Somebody downloads the logs just now. Try again in a moment.");
        }
        try
        {
            LogTaken(CallerReader.Of(http).Name);
            http.Response.ContentType = "application/zip";
            http.Response.Headers.ContentDisposition = Attachment.Of(bundle.Name);
            http.Features.Get<IHttpResponseBodyFeature>()?.DisableBuffering();
            await bundle.WriteAsync(http.Response.Body, http.RequestAborted);
        }
        finally
        {
            one.Release();
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "{User} downloads the logs")]
    private partial void LogTaken(string user);
}
