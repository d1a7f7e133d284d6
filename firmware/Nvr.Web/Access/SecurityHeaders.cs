using Microsoft.AspNetCore.Http;

namespace Nvr.Web.Access;

/// <summary>Headers on every answer. The page gets no inline script or style, no frames, nothing from elsewhere.</summary>
internal static class SecurityHeaders
{
    // media-src blob: is Media Source Extensions; img-src blob: is Motion JPEG over the WebSocket.
    private const string Policy =
        "default-src 'self'; media-src 'self' blob:; img-src 'self' blob: data:; object-src 'none'; base-uri 'none'; "
        + "form-action 'self'; frame-ancestors 'none'";

    public static Task Add(HttpContext http, RequestDelegate next)
    {
        IHeaderDictionary headers = http.Response.Headers;
        headers.ContentSecurityPolicy = Policy;
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "no-referrer";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        headers.XFrameOptions = "DENY";
        headers["Permissions-Policy"] = "camera=(), microphone=(self), geolocation=()";
        headers.CacheControl = "no-store";
        return next(http);
    }
}
