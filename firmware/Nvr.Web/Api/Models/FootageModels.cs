using System.ComponentModel.DataAnnotations;
using Nvr.Recording.Exports;
using Nvr.Storage;
using Nvr.Web.OpenApi;

namespace Nvr.Web.Api.Models;

/// <summary><paramref name="Backfilled"/>: fetched later from the camera's own card.</summary>
internal sealed record SpanModel(string From, string To, long Bytes, bool Backfilled);

/// <summary><paramref name="Reason"/> is the word for programs, <paramref name="Sentence"/> the one for people.</summary>
internal sealed record GapModel(string From, string To, [property: OneOf(typeof(GapReason))] string Reason, string Sentence)
{
    public static GapModel Of(FootageGap gap) =>
        new(gap.Range.Start.ToString(), gap.Range.End.ToString(), Words.Of(gap.Reason), GapWords.Sentence(gap.Reason));
}

/// <summary><paramref name="First"/> and <paramref name="Last"/> bound all footage there is of the stream.</summary>
internal sealed record RecordingsModel(
    string From, string To, string? First, string? Last, IReadOnlyList<SpanModel> Spans, IReadOnlyList<GapModel> Gaps);

/// <summary>Movie seconds [Start, Start + Duration) show <paramref name="Utc"/> onwards.</summary>
internal sealed record MovieSpanModel(double Start, double Duration, string Utc);

/// <summary><paramref name="Bytes"/> is missing where the length is not known before all is written.</summary>
internal sealed record MovieModel(string Url, string Start, string Codecs, long? Bytes, double Duration, IReadOnlyList<MovieSpanModel> Spans)
{
    public static MovieModel Of(IMovie movie, MovieExport export, string url)
    {
        List<MovieSpanModel> spans = [.. movie.Spans.Select(s => new MovieSpanModel(s.StartUs / 1e6, s.DurationUs / 1e6, s.Utc.ToString()))];
        long? bytes = export.IsOriginal ? movie.Length : null;
        return new(url, movie.Start.ToString(), export.Codecs, bytes, spans.Count == 0 ? 0 : spans[^1].Start + spans[^1].Duration, spans);
    }
}

internal sealed record HoldBody([property: Required] string? Camera, [property: Required] string? From, [property: Required] string? To, [property: Required] string? Reason);

internal sealed record HoldModel(string Id, string Camera, string From, string To, string Reason, string CreatedBy, string CreatedAt)
{
    public static HoldModel Of(FootageHold h) => new(
        h.Id.ToString(System.Globalization.CultureInfo.InvariantCulture), h.Camera.ToString(), h.Range.Start.ToString(), h.Range.End.ToString(),
        h.Reason, h.CreatedBy, h.CreatedAt.ToString());
}

internal sealed record HoldList(IReadOnlyList<HoldModel> Holds);
