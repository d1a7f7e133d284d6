using System.Globalization;

namespace Nvr.Core.Time;

/// <summary>
/// An instant in UTC with microsecond precision: microseconds since 1970-01-01T00:00:00Z, negative before.
/// The only form in which wall time is stored or sent. Text form: RFC 3339 with six fraction digits and a Z.
/// </summary>
public readonly record struct UtcTime(long Microseconds) : IComparable<UtcTime>
{
    private const string Format = "yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'";

    public static UtcTime From(DateTimeOffset time) => new((time.UtcTicks - DateTime.UnixEpoch.Ticks) / 10);

    /// <summary>Reads RFC 3339 with any offset; false for anything else, local times without an offset included.</summary>
    public static bool TryParse(string? text, out UtcTime time)
    {
        time = default;
        if (text is not { Length: >= 20 and <= 40 } || text[10] is not ('T' or 't' or ' '))
        {
            return false;
        }
        bool zoned = text[^1] is 'Z' or 'z' || text[^6] is '+' or '-';
        if (!zoned || !DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset parsed))
        {
            return false;
        }
        time = From(parsed);
        return true;
    }

    public static bool operator <(UtcTime left, UtcTime right) => left.Microseconds < right.Microseconds;

    public static bool operator >(UtcTime left, UtcTime right) => left.Microseconds > right.Microseconds;

    public static bool operator <=(UtcTime left, UtcTime right) => left.Microseconds <= right.Microseconds;

    public static bool operator >=(UtcTime left, UtcTime right) => left.Microseconds >= right.Microseconds;

    public UtcTime Plus(long microseconds) => new(Microseconds + microseconds);

    /// <summary>Microseconds from <paramref name="earlier"/> to this.</summary>
    public long Since(UtcTime earlier) => Microseconds - earlier.Microseconds;

    public DateTimeOffset ToDateTimeOffset() => DateTimeOffset.UnixEpoch.AddTicks(Microseconds * 10);

    public int CompareTo(UtcTime other) => Microseconds.CompareTo(other.Microseconds);

    public override string ToString() => ToDateTimeOffset().ToString(Format, CultureInfo.InvariantCulture);
}
