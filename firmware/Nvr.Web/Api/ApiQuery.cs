using Microsoft.AspNetCore.Http;
using Nvr.Core;
using Nvr.Core.Time;
using Nvr.Recording.Exports;
using Nvr.Web.Access;

namespace Nvr.Web.Api;

/// <summary>Reads what stands in the address: camera, stream, times. Every failure is a sentence that names the part.</summary>
internal static class ApiQuery
{
    private const long SecondUs = 1_000_000;

    // Clocks of browsers are off by seconds; footage is indexed as it is made.
    private const long FutureToleranceUs = 60 * SecondUs;

    /// <summary>The camera of the route; the gate has checked that it may be seen.</summary>
    public static CameraId Camera(HttpContext http) =>
        CameraId.TryParse(http.Request.RouteValues[AccessGate.CameraParameter] as string, out CameraId id)
            ? id
            : throw new NvrException(ErrorKind.NotFound, "There is no such camera.");

    public static StreamKind Stream(HttpContext http) => StreamOf(http.Request.Query["stream"], "stream");

    public static StreamKind StreamOf(string? word, string field) => word switch
    {
        null or "" or "main" => StreamKind.Main,
        "sub" => StreamKind.Sub,
        _ => throw Invalid($"'{field}' must be main or sub."),
    };

    public static SoundChoice Sound(HttpContext http) =>
        Words.SoundOf(http.Request.Query["sound"]) ?? throw Invalid("'sound' must be original, aac or none.");

    public static UtcTime Time(string? text, string field) =>
        UtcTime.TryParse(text, out UtcTime time)
            ? time
            : throw Invalid($"'{field}' must be a time with its zone, such as 2026-11-23T21:40:05Z (RFC 3339).");

    /// <summary>The range <c>from</c> .. <c>to</c>: not reversed, not wholly in the future, not longer than the bound.</summary>
    public static UtcRange Range(HttpContext http, BoxClock clock, TimeSpan longest) =>
        RangeOf(http.Request.Query["from"], http.Request.Query["to"], clock, longest);

    public static UtcRange RangeOf(string? from, string? to, BoxClock clock, TimeSpan longest)
    {
        UtcRange range = new(Time(from, "from"), Time(to, "to"));
        if (range.DurationUs <= 0)
        {
            throw Invalid("'from' must be before 'to'.");
        }
        if (range.DurationUs > longest.TotalMicroseconds)
        {
            throw Invalid($"The range is longer than {Describe(longest)}. Ask for less at once.");
        }
        if (range.Start.Since(clock.WallNow) > FutureToleranceUs)
        {
            throw Invalid($"The range lies in the future: it is {clock.WallNow} on this recorder.");
        }
        return range;
    }

    private static string Describe(TimeSpan span) => span.TotalDays >= 2 ? $"{span.TotalDays:0} days" : $"{span.TotalHours:0} hours";

    private static NvrException Invalid(string sentence) => new(ErrorKind.InvalidInput, sentence);
}
