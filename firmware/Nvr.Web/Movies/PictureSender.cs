using Microsoft.AspNetCore.Http;
using Nvr.Recording.Pictures;

namespace Nvr.Web.Movies;

/// <summary>
/// Sends a planned picture. Its tag is its entity tag, so that who has it already is told so before anything is made. Where the address names the very version (<c>v</c>), browsers may keep it for a year without
/// asking; private, because what one user may see, the next may not. Thread-safe.
/// </summary>
internal sealed class PictureSender(PictureDesk desk)
{
    public async Task SendAsync(HttpContext http, PicturePlan plan)
    {
        string tag = $"\"{plan.Tag}\"";
        string keeping = http.Request.Query["v"] == plan.Tag ? "private, max-age=31536000, immutable" : "private, no-cache";
        if (http.Request.Headers.IfNoneMatch.ToString().Split(',', StringSplitOptions.TrimEntries).Contains(tag))
        {
            http.Response.StatusCode = StatusCodes.Status304NotModified;
            (http.Response.Headers.ETag, http.Response.Headers.CacheControl) = (tag, keeping);
            return;
        }
        MadePicture made = await desk.GetAsync(plan, http.RequestAborted);
        if (made.IsWhole)
        {
            (http.Response.Headers.ETag, http.Response.Headers.CacheControl) = (tag, keeping);
        }
        http.Response.Headers["Nvr-Time"] = plan.Start.ToString();
        http.Response.ContentType = "image/jpeg";
        http.Response.ContentLength = made.Jpeg.Length;
        await http.Response.Body.WriteAsync(made.Jpeg, http.RequestAborted);
    }
}
