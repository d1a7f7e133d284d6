namespace Nvr.Search;

/// <summary>What words of a query were taken for.</summary>
public enum UnderstoodAs
{
    /// <summary>A word that says nothing by itself, such as "the" or "at".</summary>
    Filler,

    Camera,
    Zone,
    Kind,
    Object,
    Colour,
    Direction,
    Size,
    Duration,
    Confidence,
    Source,

    /// <summary>A day, a date, or a stretch of days.</summary>
    Day,

    /// <summary>A time of day.</summary>
    Time,
}
