using Microsoft.AspNetCore.Http;
using Nvr.Web.Accounts;

namespace Nvr.Web.Access;

/// <summary>
/// The cookie that carries a session token. The <c>__Host-</c> prefix demands Secure, which Safari and command-line clients do
/// not accept over plain HTTP, so the cookie has a plain name there; plain HTTP is served on loopback only.
/// </summary>
internal static class SessionCookie
{
    public static string NameFor(HttpRequest request) => request.IsHttps ? "__Host-nvr" : "nvr";

    public static void Set(HttpContext http, string token) =>
        http.Response.Cookies.Append(NameFor(http.Request), token, Options(http, SessionBook.IdleLimit));

    public static void Clear(HttpContext http) => http.Response.Cookies.Delete(NameFor(http.Request), Options(http, null));

    private static CookieOptions Options(HttpContext http, TimeSpan? maxAge) => new()
    {
        HttpOnly = true,
        Secure = http.Request.IsHttps,
        SameSite = SameSiteMode.Strict,
        Path = "/",
        MaxAge = maxAge,
        IsEssential = true,
    };
}
