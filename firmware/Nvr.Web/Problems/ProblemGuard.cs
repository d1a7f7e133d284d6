using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Nvr.Core;

namespace Nvr.Web.Problems;

/// <summary>The outermost step: turns every failure and every empty error answer into a problem. It is the supervisor of a request.</summary>
internal sealed partial class ProblemGuard(ILogger<ProblemGuard> log)
{
    public async Task InvokeAsync(HttpContext http, RequestDelegate next)
    {
        try
        {
            await next(http);
            await ExplainEmptyAsync(http);
        }
        catch (Exception e) when (http.RequestAborted.IsCancellationRequested)
        {
            LogAborted(e.GetType().Name);
        }
        catch (NvrException e)
        {
            await FailAsync(http, e.Kind, e.NextStep is { } step ? $"{e.Message} {step}" : e.Message);
        }
        catch (BadHttpRequestException e)
        {
            await ProblemWriter.WriteAsync(http, e.StatusCode, "That request cannot be read", e.Message);
        }
        catch (Exception e)
        {
            LogFailed(e, http.Request.Method, http.Request.Path.Value ?? "");
            await FailAsync(http, ErrorKind.Storage, "The recorder could not do that. It went on recording; the log has the cause.", StatusCodes.Status500InternalServerError);
        }
    }

    private static async Task FailAsync(HttpContext http, ErrorKind kind, string detail, int? status = null)
    {
        if (http.Response.HasStarted)
        {
            // The length was promised: cutting the connection is the only honest sign that the rest is missing.
            http.Abort();
            return;
        }
        http.Response.Headers.ContentLength = null;
        http.Response.Headers.ContentRange = default;
        await (status is { } code
            ? ProblemWriter.WriteAsync(http, code, "Something went wrong", detail)
            : ProblemWriter.WriteAsync(http, kind, detail));
    }

    private static Task ExplainEmptyAsync(HttpContext http)
    {
        HttpResponse response = http.Response;
        if (response.StatusCode < 400 || response.HasStarted || response.ContentType is not null)
        {
            return Task.CompletedTask;
        }
        return response.StatusCode switch
        {
            StatusCodes.Status404NotFound => ProblemWriter.WriteAsync(http, ErrorKind.NotFound, "There is nothing at this address."),
            StatusCodes.Status405MethodNotAllowed => ProblemWriter.WriteAsync(
                http, response.StatusCode, "Wrong method", $"{http.Request.Method} is not possible here; see the Allow header."),
            _ => Task.CompletedTask,
        };
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "{Method} {Path} failed")]
    private partial void LogFailed(Exception cause, string method, string path);

    [LoggerMessage(Level = LogLevel.Debug, Message = "A client went away ({Cause})")]
    private partial void LogAborted(string cause);
}
