using Nvr.Core;
using Nvr.Core.Time;

namespace Nvr.Search.Tests;

/// <summary>A box in Berlin on Sunday, 29 November 2026, 14:30, with some cameras.</summary>
internal static class Asked
{
    public static readonly CameraId Gate = CameraId.New();
    public static readonly CameraId FrontGate = CameraId.New();
    public static readonly CameraId Dock = CameraId.New();
    public static readonly CameraId Second = CameraId.New();
    public static readonly CameraId Park = CameraId.New();
    public static readonly CameraId Court = CameraId.New();

    public static TimeZoneInfo Berlin { get; } = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin");

    public static SearchScope Scope(SearchLanguage language = SearchLanguage.English, string? now = null) => new(
        [
            new Place(Gate, "Gate", ["Driveway", "Front door"]),
            new Place(FrontGate, "Front gate", ["Front door"]),
            new Place(Dock, "Loading dock", ["Ramp 1", "Gate"]),
            new Place(Second, "Camera 2", []),
            new Place(Park, "Car park", ["Left lane"]),
            new Place(Court, "Hof Süd", ["Müllplatz"]),
        ],
        Time(now ?? "2026-11-29T13:30:00Z"),
        Berlin,
        language);

    public static UtcTime Time(string text) => UtcTime.TryParse(text, out UtcTime time) ? time : throw new ArgumentException(text);

    public static SearchReading Read(string text, SearchLanguage language = SearchLanguage.English, string? now = null) => QueryReader.Read(text, Scope(language, now));

    public static string Name(CameraId camera) => Scope().Places.Single(p => p.Camera == camera).Name;

    /// <summary>The wish in a line, for tables of sentences.</summary>
    public static string Line(string text, string? now = null)
    {
        SearchReading reading = Read(text, now: now);
        SearchWish w = reading.Wish;
        string?[] parts =
        [
            Part("cam", w.Cameras.Select(Name)), Part("zone", w.Zones), Part("kind", w.Kinds), Part("obj", w.Objects),
            w.Colours == default ? null : "colour=" + w.Colours, Part("dir", w.Directions), Part("src", w.Sources),
            w.MinArea is null && w.MaxArea is null ? null : FormattableString.Invariant($"size={w.MinArea}..{w.MaxArea}"),
            w.MinDurationUs is null && w.MaxDurationUs is null ? null : FormattableString.Invariant($"lasts={w.MinDurationUs / 1e6}..{w.MaxDurationUs / 1e6}"),
            w.MinConfidence is null ? null : FormattableString.Invariant($"sure={w.MinConfidence}"),
            Part("time", w.Ranges.Select(Shown)),
            reading.NotUnderstood.Count == 0 ? null : "unknown=" + string.Join("/", reading.NotUnderstood.Select(n => text[n.Start..n.End])),
        ];
        return string.Join(' ', parts.OfType<string>());
    }

    private static string? Part<T>(string name, IEnumerable<T> values) => values.Any() ? $"{name}={string.Join('+', values)}" : null;

    private static string Shown(UtcRange range) => $"{Local(range.Start)}-{Local(range.End)}";

    private static string Local(UtcTime time) => time.Microseconds == 0
        ? "ever"
        : TimeZoneInfo.ConvertTime(time.ToDateTimeOffset(), Berlin).ToString("yyMMdd'T'HHmm", System.Globalization.CultureInfo.InvariantCulture);
}
