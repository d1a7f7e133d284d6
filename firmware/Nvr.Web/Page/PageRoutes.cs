using System.Reflection;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Nvr.Web.Access;

namespace Nvr.Web.Page;

/// <summary>
/// The page, embedded in the program. Its places (/, /review, ...) all answer with the same document, which shows the place that the
/// address names.
/// </summary>
internal static class PageRoutes
{
    private const string Why = "the page must load before anyone can sign in; it holds no data";
    private const string Prefix = "page/";
    private const string Suffix = ".br";

    private static readonly string[] Places = ["/", "/events", "/review", "/cameras", "/cameras/{camera}/motion", "/box", "/sign-in", "/set-up", "/set-up/{step}"];

    public static void Map(IEndpointRouteBuilder routes)
    {
        foreach (PageFile file in ReadAll())
        {
            string[] addresses = file.Path == "/index.html" ? Places : [file.Path];
            foreach (string address in addresses)
            {
                routes.MapMethods(address, [HttpMethods.Get, HttpMethods.Head], http => SendAsync(http, file)).Anonymous(Why);
            }
        }
    }

    internal static IReadOnlyList<PageFile> ReadAll()
    {
        Assembly assembly = typeof(PageRoutes).Assembly;
        return
        [
            .. assembly.GetManifestResourceNames()
                .Where(n => n.StartsWith(Prefix, StringComparison.Ordinal) && n.EndsWith(Suffix, StringComparison.Ordinal))
                .Select(n => PageFile.Read("/" + n[Prefix.Length..^Suffix.Length].Replace('\\', '/'), assembly.GetManifestResourceStream(n)!)),
        ];
    }

    private static Task SendAsync(HttpContext http, PageFile file)
    {
        HttpResponse response = http.Response;
        response.Headers.ETag = file.EntityTag;
        response.Headers.CacheControl = file.IsImmutable ? "public, max-age=31536000, immutable" : "no-cache";
        response.Headers.Vary = "Accept-Encoding";
        if (http.Request.Headers.IfNoneMatch == file.EntityTag)
        {
            response.StatusCode = StatusCodes.Status304NotModified;
            return Task.CompletedTask;
        }
        bool brotli = http.Request.Headers.AcceptEncoding.ToString().Contains("br", StringComparison.Ordinal);
        byte[] body = brotli ? file.Compressed : file.Plain;
        response.Headers.ContentEncoding = brotli ? "br" : default;
        response.ContentType = file.ContentType;
        response.ContentLength = body.Length;
        return HttpMethods.IsHead(http.Request.Method) ? Task.CompletedTask : response.Body.WriteAsync(body, http.RequestAborted).AsTask();
    }
}
