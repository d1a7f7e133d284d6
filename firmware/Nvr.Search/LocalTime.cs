using Nvr.Core.Time;

namespace Nvr.Search;

/// <summary>
/// The box's calendar. A local time that a change of the clocks left out is the first moment after it; of one that came twice a beginning means the first, an
/// end the second: nothing of what was meant is left out. Pure.
/// </summary>
internal sealed class LocalTime(SearchScope scope)
{
    private const int MinutesOfDay = 24 * 60;

    public DateTime Now => ToLocal(scope.Now);

    public UtcTime UtcNow => scope.Now;

    public DateOnly Today => DateOnly.FromDateTime(Now);

    public DateTime ToLocal(UtcTime time) => TimeZoneInfo.ConvertTimeFromUtc(time.ToDateTimeOffset().UtcDateTime, scope.Zone);

    /// <summary>Minutes may lie beyond the day.</summary>
    public UtcTime At(DateOnly day, int minute, bool isEnd)
    {
        DateTime local = day.AddDays(minute / MinutesOfDay).ToDateTime(default).AddMinutes(minute % MinutesOfDay);
        while (scope.Zone.IsInvalidTime(local))
        {
            local = local.AddMinutes(1);
        }
        TimeSpan offset = scope.Zone.IsAmbiguousTime(local)
            ? (isEnd ? scope.Zone.GetAmbiguousTimeOffsets(local).Min() : scope.Zone.GetAmbiguousTimeOffsets(local).Max())
            : scope.Zone.GetUtcOffset(local);
        return new UtcTime((local - offset - DateTime.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond);
    }

    public UtcRange Whole(DateOnly first, DateOnly last) => new(At(first, 0, isEnd: false), At(last, MinutesOfDay, isEnd: true));
}
