using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Core.Features;
using Nvr.Core;
using Nvr.Recording.Exports;
using Nvr.Storage;
using Nvr.Web.Exports;

namespace Nvr.Web.Movies;

/// <summary>
/// Answers a request with a movie or a part of it. At most <see cref="MaxOpen"/> are being sent at once, so that viewers cannot use
/// up the recorder's file handles. Thread-safe; the caller keeps ownership of the movie.
/// </summary>
internal sealed class MovieSender : IDisposable
{
    public const int MaxOpen = 64;

    /// <summary>Somebody who takes less of a movie that is made for them is cut off after five minutes: a process waits with them.</summary>
    private static readonly MinDataRate SlowestTaker = new(bytesPerSecond: 1000, gracePeriod: TimeSpan.FromMinutes(5));

    private readonly SemaphoreSlim open = new(MaxOpen);

    public Task SendAsync(HttpContext http, IMovie movie) =>
        OneOfManyAsync(http, () => AnswerAsync(http, new Sent("video/mp4", movie.Length, Quoted(movie.EntityTag), movie.CopyToAsync)));

    /// <summary>The same for a finished export.</summary>
    public Task SendAsync(HttpContext http, IExportFile file) =>
        OneOfManyAsync(http, () => AnswerAsync(http, new Sent(file.ContentType, file.Length, file.EntityTag, file.CopyToAsync)));

    /// <summary>
    /// A movie that is made while it is sent: no length, no ranges. When it cannot be made to the end, the connection is cut, so that nobody takes a part for
    /// the whole.
    /// </summary>
    public Task StreamAsync(HttpContext http, MovieExport export) => OneOfManyAsync(http, () => StreamNowAsync(http, export));

    public void Dispose() => open.Dispose();

    private async Task OneOfManyAsync(HttpContext http, Func<Task> answer)
    {
        if (!open.Wait(0, CancellationToken.None))
        {
            http.Response.Headers.RetryAfter = "2";
            throw new NvrException(ErrorKind.Exhausted, "Too many recordings are being watched at once. Close one and try again.");
        }
        try
        {
            await answer();
        }
        finally
        {
            open.Release();
        }
    }

    private static async Task StreamNowAsync(HttpContext http, MovieExport export)
    {
        HttpResponse response = http.Response;
        response.ContentType = "video/mp4";
        response.Headers.AcceptRanges = "none";
        response.Headers.CacheControl = "no-store";
        if (HttpMethods.IsHead(http.Request.Method))
        {
            return;
        }
        http.Features.Get<IHttpResponseBodyFeature>()?.DisableBuffering();
        if (http.Features.Get<IHttpMinResponseDataRateFeature>() is { } pace)
        {
            pace.MinDataRate = SlowestTaker;
        }
        await export.WriteAsync(response.Body, http.RequestAborted);
    }

    private static Task AnswerAsync(HttpContext http, Sent file)
    {
        HttpResponse response = http.Response;
        string tag = file.Tag;
        response.Headers.AcceptRanges = "bytes";
        response.Headers.ETag = tag;
        // The browser may keep pieces for seeking but has to ask whether they still hold.
        response.Headers.CacheControl = "private, no-cache";
        if (http.Request.Headers.IfNoneMatch == tag)
        {
            response.StatusCode = StatusCodes.Status304NotModified;
            return Task.CompletedTask;
        }
        ByteRange range = ByteRange.Of(http.Request, file.Length, tag);
        return range.IsUnsatisfiable ? RefuseAsync(response, file) : SendAsync(http, file, range);
    }

    private static Task RefuseAsync(HttpResponse response, Sent file)
    {
        response.StatusCode = StatusCodes.Status416RangeNotSatisfiable;
        response.Headers.ContentRange = string.Create(CultureInfo.InvariantCulture, $"bytes */{file.Length}");
        return Problems.ProblemWriter.WriteAsync(
            response.HttpContext, response.StatusCode, "Beyond the end", $"The file has {file.Length} bytes; the range begins after them.");
    }

    private static Task SendAsync(HttpContext http, Sent file, ByteRange range)
    {
        HttpResponse response = http.Response;
        response.ContentType = file.Type;
        response.ContentLength = range.Count;
        if (range.IsPartial)
        {
            response.StatusCode = StatusCodes.Status206PartialContent;
            response.Headers.ContentRange = string.Create(
                CultureInfo.InvariantCulture, $"bytes {range.Offset}-{range.Offset + range.Count - 1}/{file.Length}");
        }
        if (HttpMethods.IsHead(http.Request.Method))
        {
            return Task.CompletedTask;
        }
        http.Features.Get<IHttpResponseBodyFeature>()?.DisableBuffering();
        return file.CopyAsync(response.Body, range.Offset, range.Count, http.RequestAborted);
    }

    private static string Quoted(string tag) => tag.StartsWith('"') ? tag : $"\"{tag}\"";

    private sealed record Sent(string Type, long Length, string Tag, Func<Stream, long, long, CancellationToken, Task> CopyAsync);
}
