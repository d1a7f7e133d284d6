namespace Nvr.Board.Disks;

/// <summary>When an array is to be compared with its redundancy again. Pure.</summary>
public static class CheckCalendar
{
    /// <summary>As often as Debian's own mdcheck does it.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromDays(30);

    /// <summary>A clock that ran ahead of the present one by more than this was wrong.</summary>
    private static readonly TimeSpan Doubt = TimeSpan.FromDays(1);

    /// <summary>Whether it is time; <paramref name="last"/> is when it was last done, or when the array was made.</summary>
    public static bool IsDue(DateTimeOffset last, DateTimeOffset now) => now - last >= Interval;

    /// <summary>What to count from: a moment in the future was written by a wrong clock, and counting begins now.</summary>
    public static DateTimeOffset Sane(DateTimeOffset last, DateTimeOffset now) => last - now > Doubt ? now : last;
}
