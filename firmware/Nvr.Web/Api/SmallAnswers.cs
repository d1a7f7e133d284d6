using System.IO.Compression;
using Microsoft.AspNetCore.ResponseCompression;

namespace Nvr.Web.Api;

/// <summary>
/// What the page asks for every few seconds is compressed for whoever accepts it: the cameras and the health of a box with sixteen cameras are 18 KB of words that come again and again.
/// Pictures and footage are compressed already. Whoever would guess a secret from the lengths of answers (the BREACH attack) has to make somebody's browser ask with words of his own,
/// and a browser sends this page's cookie with no request that another page makes.
/// </summary>
internal static class SmallAnswers
{
    public static void Configure(ResponseCompressionOptions options)
    {
        options.EnableForHttps = true;
        options.MimeTypes = ["application/json"];
        // Gzip takes a fraction of the memory that Brotli's window of 22 bits takes for each answer on its way.
        options.Providers.Add<GzipCompressionProvider>();
    }

    public static void Configure(GzipCompressionProviderOptions options) => options.Level = CompressionLevel.Fastest;
}
