using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Nvr.Core;
using Nvr.Web.Api;

namespace Nvr.Web.Problems;

/// <summary>Writes a problem as the answer, unless the answer has begun already.</summary>
internal static class ProblemWriter
{
    public static Task WriteAsync(HttpContext http, ErrorKind kind, string detail)
    {
        (int status, string title) = ErrorStatus.Of(kind);
        return WriteAsync(http, status, title, detail, JsonNamingPolicy.CamelCase.ConvertName(kind.ToString()));
    }

    public static async Task WriteAsync(HttpContext http, int status, string title, string detail, string? kind = null)
    {
        if (http.Response.HasStarted)
        {
            return;
        }
        http.Response.StatusCode = status;
        http.Response.ContentType = "application/problem+json";
        await JsonSerializer.SerializeAsync(
            http.Response.Body, new Problem("about:blank", title, status, detail, kind), ApiJson.Wire.Problem, http.RequestAborted);
    }

    public static Task WriteTooManyAsync(HttpContext http, TimeSpan wait, string detail)
    {
        int seconds = Math.Max(1, (int)Math.Ceiling(wait.TotalSeconds));
        http.Response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        return WriteAsync(http, StatusCodes.Status429TooManyRequests, "Too many attempts", detail, "tooMany");
    }
}
