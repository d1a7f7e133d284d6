using System.ComponentModel;
using Nvr.Core.Events;
using Nvr.Core.Time;
using Nvr.Storage.Events;
using Nvr.Web.OpenApi;

namespace Nvr.Web.Api.Models;

/// <summary>Fractions of the picture's width and height from its top left corner.</summary>
internal sealed record EventBoxModel(float Left, float Top, float Width, float Height)
{
    public static EventBoxModel? Of(EventBox? box) => box is { } b ? new(b.Left, b.Top, b.Width, b.Height) : null;
}

/// <summary>
/// <paramref name="End"/> is null while it goes on, and so is <paramref name="Seconds"/>; <paramref name="Size"/> is percent of the picture; <paramref name="Raw"/> is there only where one event is asked for, and not for viewers.
/// </summary>
internal sealed record EventModel(
    string Id, string Camera, string Start, string? End, [property: OneOf(typeof(EventClosing))] string State, [property: OneOf(typeof(CameraEventKind))] string Kind, [property: OneOf(typeof(ObjectClass))] string Object, EventBoxModel? Box, float? Confidence, string? Zone,
    string? Text, string Topic, [property: OneOf(typeof(EventOrigin))] string Origin, string Movie, string Snapshot, string Picture, string? Raw, [property: OneOf(typeof(ObjectColours))] IReadOnlyList<string> Colours, [property: OneOf(typeof(MoveDirection))] string Direction, double? Size,
    double? Seconds, [property: Description("When the box was there, and the picture shows it; null where nobody said: then it was at the start.")] string? BoxTime)
{
    // What led to it and what followed belong to the moment.
    private const long AroundUs = 5_000_000;
    private const long LongestMovieUs = 3_600_000_000;

    public static EventModel Of(StoredEvent e, UtcTime now, bool withRaw = false)
    {
        UtcTime from = e.Start.Plus(-AroundUs);
        UtcTime until = (e.End ?? (now > e.Start ? now : e.Start)).Plus(AroundUs);
        UtcTime to = until.Since(from) > LongestMovieUs ? from.Plus(LongestMovieUs) : until;
        string camera = $"/api/v1/cameras/{e.Camera}";
        return new(
            e.Id.ToString(), e.Camera.ToString(), e.Start.ToString(), e.End?.ToString(), EventWords.Of(e.Closing), EventWords.Of(e.Kind), EventWords.Of(e.Object),
            EventBoxModel.Of(e.Box), e.Confidence, e.Zone, e.Text, e.Topic, EventWords.Of(e.Origin),
            $"{camera}/video.mp4?from={from}&to={to}", $"{camera}/snapshot?time={e.Start}", $"/api/v1/events/{e.Id}/picture", withRaw ? e.Raw : null,
            [.. EventWords.Each(e.Colours).Select(EventWords.Of)], EventWords.Of(e.Direction), e.Box is { } box ? Math.Round(100.0 * box.Width * box.Height, 2) : null,
            e.End is { } end ? end.Since(e.Start) / 1e6 : null, e.BoxTime?.ToString());
    }
}

/// <summary>
/// <paramref name="Next"/> is the cursor of the next page; null on the last. Where little is found in much, a page ends before it is full, even empty:
/// <paramref name="LookedUntil"/> says how far it looked, and the next goes on there.
/// </summary>
internal sealed record EventList(IReadOnlyList<EventModel> Events, string? Next, string? LookedUntil)
{
    public static EventList Of(EventPage page, UtcTime now) => new([.. page.Events.Select(e => EventModel.Of(e, now))], page.Next, page.LookedUntil?.ToString());
}
