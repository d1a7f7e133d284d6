using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Logging;
using Nvr.Core;
using Nvr.Core.Time;
using Nvr.Web.Access;
using Nvr.Web.Exports;
using Nvr.Web.Movies;

namespace Nvr.Web.Shares;

/// <summary>
/// What whoever has the address of a share sees: a page without script, and the file. Nobody signs in here; a share opens one export and nothing else. At most
/// <see cref="MostAtOnce"/> files are being sent at once, so that strangers never take the places of the recorder's own users.
/// </summary>
internal sealed partial class SharePages(
    ShareBook shares, ShareDoor door, IExportRoom exports, MovieSender sender, AttemptLimiter limiter, BoxClock clock, ILogger<SharePages> log) : IDisposable
{
    public const int MostAtOnce = 8;

    private const string Why = "whoever has the unguessable address of a share may see what was shared";
    private const int UnknownPerPlace = 30;
    private const int LongestToken = 100;
    private static readonly TimeSpan CheckEvery = TimeSpan.FromSeconds(1);

    private readonly SemaphoreSlim places = new(MostAtOnce);

    public static string PathOf(string token) => "/s/" + token;

    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/s/{token}", Open).Anonymous(Why);
        routes.MapPost("/s/{token}", Unlock).Anonymous(Why);
        routes.MapMethods("/s/{token}/file", [HttpMethods.Get, HttpMethods.Head], Send).Anonymous(Why);
    }

    public void Dispose() => places.Dispose();

    private static string TokenOf(HttpContext http) => (string)http.Request.RouteValues["token"]!;

    private static string AddressOf(HttpContext http) => PathOf(Uri.EscapeDataString(TokenOf(http)));

    private async Task Open(HttpContext http)
    {
        if (await AdmitAsync(http) is not { } share)
        {
            return;
        }
        ShareWords words = ShareWords.For(http.Request);
        if (!door.IsOpenTo(http, share))
        {
            await WriteAsync(http, SharePageText.AskPassword(words, AddressOf(http), null));
            return;
        }
        if (exports.Find(share.ExportId) is not { State: not ExportView.Failed } export)
        {
            await WriteAsync(http, SharePageText.Say(words, words.Gone, words.AskAgain), StatusCodes.Status410Gone);
            return;
        }
        shares.NoteUse(share);
        LogOpened(share.Id, CallerPlace.Of(http));
        await WriteAsync(http, export.State == ExportView.Ready
            ? SharePageText.Show(words, AddressOf(http), export, UtcTime.From(share.Until))
            : SharePageText.Say(words, words.NotReady, "", looksAgain: true));
    }

    private async Task Unlock(HttpContext http)
    {
        if (await AdmitAsync(http) is not { } share)
        {
            return;
        }
        string password = http.Request.HasFormContentType ? (await http.Request.ReadFormAsync(http.RequestAborted))["password"].ToString() : "";
        ShareWords words = ShareWords.For(http.Request);
        switch (await door.TryAsync(http, share, password))
        {
            case null:
                http.Response.StatusCode = StatusCodes.Status303SeeOther;
                http.Response.Headers.Location = AddressOf(http);
                break;
            case true:
                await WriteAsync(http, SharePageText.AskPassword(words, AddressOf(http), words.TooMany), StatusCodes.Status429TooManyRequests);
                break;
            default:
                LogWrongPassword(share.Id, CallerPlace.Of(http));
                await WriteAsync(http, SharePageText.AskPassword(words, AddressOf(http), words.WrongPassword), StatusCodes.Status403Forbidden);
                break;
        }
    }

    private async Task Send(HttpContext http)
    {
        if (await AdmitAsync(http) is not { } share)
        {
            return;
        }
        ShareWords words = ShareWords.For(http.Request);
        if (!door.IsOpenTo(http, share))
        {
            await WriteAsync(http, SharePageText.AskPassword(words, AddressOf(http), null), StatusCodes.Status403Forbidden);
            return;
        }
        if (!places.Wait(0, CancellationToken.None))
        {
            http.Response.Headers.RetryAfter = "5";
            await WriteAsync(http, SharePageText.Say(words, words.Busy, ""), StatusCodes.Status503ServiceUnavailable);
            return;
        }
        try
        {
            await SendAsync(http, share, words);
        }
        finally
        {
            places.Release();
        }
    }

    private async Task SendAsync(HttpContext http, StoredShare share, ShareWords words)
    {
        IExportFile opened;
        try
        {
            opened = exports.Open(share.ExportId);
        }
        catch (NvrException gone) when (gone.Kind is ErrorKind.NotFound or ErrorKind.Conflict)
        {
            bool isGone = gone.Kind == ErrorKind.NotFound || exports.Find(share.ExportId) is null or { State: ExportView.Failed };
            await WriteAsync(
                http, SharePageText.Say(words, isGone ? words.Gone : words.Changed, isGone ? words.AskAgain : "", looksAgain: false),
                isGone ? StatusCodes.Status410Gone : StatusCodes.Status409Conflict);
            return;
        }
        using IExportFile file = opened;
        if (http.Request.Query["download"] == "1")
        {
            http.Response.Headers.ContentDisposition = Attachment.Of(file.Name);
            shares.NoteUse(share);
            LogDownloaded(share.Id, CallerPlace.Of(http), file.Length);
        }
        // Revoked or run out under way: cut off within a second.
        await using ITimer guard = clock.Time.CreateTimer(
            _ =>
            {
                if (!shares.IsOpen(share.Id))
                {
                    http.Abort();
                }
            },
            null, CheckEvery, CheckEvery);
        await sender.SendAsync(http, file);
    }

    /// <summary>The share of the address while it holds; null when the answer was given already.</summary>
    private async Task<StoredShare?> AdmitAsync(HttpContext http)
    {
        Harden(http.Response.Headers);
        ShareWords words = ShareWords.For(http.Request);
        string token = TokenOf(http);
        (StoredShare Share, bool IsOpen)? found = token.Length <= LongestToken ? shares.Find(token) : null;
        switch (found)
        {
            case { IsOpen: true }:
                return found.Value.Share;
            case { }:
                await WriteAsync(http, SharePageText.Say(words, words.Ended, words.AskAgain), StatusCodes.Status410Gone);
                return null;
            default:
                bool mayGuess = limiter.TryTake(out _, ("share guesses at " + CallerPlace.CountedOf(http), UnknownPerPlace));
                await (mayGuess
                    ? WriteAsync(http, SharePageText.Say(words, words.Unknown, words.CheckAddress), StatusCodes.Status404NotFound)
                    : WriteAsync(http, SharePageText.Say(words, words.TooMany, ""), StatusCodes.Status429TooManyRequests));
                return null;
        }
    }

    private static void Harden(IHeaderDictionary headers)
    {
        headers.ContentSecurityPolicy = SharePageText.Policy;
        // The address is the key: it goes nowhere else. To this recorder itself it must, or browsers hide where the form of the password comes from.
        headers["Referrer-Policy"] = "same-origin";
        headers["X-Robots-Tag"] = "noindex";
    }

    private static Task WriteAsync(HttpContext http, string html, int status = StatusCodes.Status200OK)
    {
        http.Response.StatusCode = status;
        http.Response.ContentType = "text/html; charset=utf-8";
        return http.Response.WriteAsync(html, http.RequestAborted);
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "The share {Share} was opened from {Place}")]
    private partial void LogOpened(string share, string place);

    [LoggerMessage(Level = LogLevel.Information, Message = "The share {Share} is downloaded from {Place} ({Bytes} bytes)")]
    private partial void LogDownloaded(string share, string place, long bytes);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Wrong password for the share {Share} from {Place}")]
    private partial void LogWrongPassword(string share, string place);
}
