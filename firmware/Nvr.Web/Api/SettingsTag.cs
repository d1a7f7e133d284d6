using Microsoft.AspNetCore.Http;

namespace Nvr.Web.Api;

/// <summary>The entity tag that stands for settings as somebody read them: who sends it back as If-Match (RFC 9110, 13.1.1) overwrites nothing that somebody else decided meanwhile. Stateless.</summary>
internal static class SettingsTag
{
    public static void Tell(HttpContext http, string tag) => http.Response.Headers.ETag = $"\"{tag}\"";

    /// <summary>Whether the caller decided by the settings with a tag; who sends none is content with any.</summary>
    public static Func<string, bool> IsMeant(HttpContext http)
    {
        string tags = http.Request.Headers.IfMatch.ToString();
        return tag => tags.Length == 0 || tags.Split(',', StringSplitOptions.TrimEntries).Any(t => t == "*" || t == $"\"{tag}\"");
    }
}
