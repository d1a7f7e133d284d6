using Nvr.Core.Time;

namespace Nvr.Search;

/// <summary>A piece of time that words told; joined by <see cref="TimeJoin"/>.</summary>
internal abstract record TimePart
{
    /// <summary>Days from the first up to and with the last, by the box's calendar.</summary>
    public sealed record Days(DateOnly First, DateOnly Last) : TimePart;

    /// <summary>A stretch of a day, in minutes since midnight; one that ends before it begins reaches into the next day.</summary>
    public sealed record Clock(int FromMinute, int ToMinute) : TimePart;

    /// <summary>A stretch that is known as such, whatever the day.</summary>
    public sealed record Exactly(UtcRange Range) : TimePart;

    /// <summary>Nothing before.</summary>
    public sealed record Since(UtcTime Time) : TimePart;

    /// <summary>Nothing from here on.</summary>
    public sealed record Until(UtcTime Time) : TimePart;
}
