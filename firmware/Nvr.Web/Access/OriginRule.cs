using Microsoft.AspNetCore.Http;

namespace Nvr.Web.Access;

/// <summary>
/// Keeps other sites from using a visitor's cookie. Applies to whatever changes something and to WebSockets, which browsers open
/// across origins without asking. What is not a browser sends no Origin and proves itself with a bearer token.
/// </summary>
internal static class OriginRule
{
    public static bool Concerns(HttpRequest request) =>
        !(HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method)) || request.HttpContext.WebSockets.IsWebSocketRequest;

    public static bool Allows(HttpRequest request, bool byCookie)
    {
        string? site = request.Headers["Sec-Fetch-Site"];
        if (site is not (null or "" or "same-origin" or "none"))
        {
            return false;
        }
        string? origin = request.Headers.Origin;
        return string.IsNullOrEmpty(origin) ? !byCookie : IsOwn(origin, request);
    }

    private static bool IsOwn(string origin, HttpRequest request) =>
        string.Equals(origin, $"{request.Scheme}://{request.Host.Value}", StringComparison.OrdinalIgnoreCase);
}
