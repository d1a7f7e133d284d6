namespace Nvr.Host.Tests.Clock;

/// <summary>
/// One recorder's experience: where its clock stands at first, and where it is put later, in seconds from the real time. With
/// <paramref name="Restart"/> the recorder is stopped before each step and started after it.
/// </summary>
internal sealed record ClockCase(string Name, bool Restart, string Zone, params TimeSpan[] Offsets)
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);
    private static readonly TimeSpan TenYears = TimeSpan.FromDays(3653);

    public static IReadOnlyList<ClockCase> All { get; } =
    [
        new("from-1970", false, "UTC", From(DateTimeOffset.UnixEpoch.AddMinutes(10)), TimeSpan.Zero),
        new("hour-ahead-and-back", false, "UTC", TimeSpan.Zero, Hour, TimeSpan.Zero),
        new("hour-back", false, "UTC", TimeSpan.Zero, -Hour),
        new("ten-years-ahead-and-back", false, "UTC", TimeSpan.Zero, TenYears, TimeSpan.Zero),
        new("ten-years-back", false, "UTC", TimeSpan.Zero, -TenYears),
        new("from-1970-over-a-restart", true, "UTC", From(DateTimeOffset.UnixEpoch.AddMinutes(10)), TimeSpan.Zero),
        new("hour-back-over-a-restart", true, "UTC", TimeSpan.Zero, -Hour),
        // The local clocks of Berlin go forward, and back, seconds after the start.
        new("summer-time-begins", false, "Europe/Berlin", From(new DateTimeOffset(2026, 3, 29, 0, 59, 50, TimeSpan.Zero))),
        new("summer-time-ends", false, "Europe/Berlin", From(new DateTimeOffset(2026, 10, 25, 0, 59, 50, TimeSpan.Zero))),
    ];

    private static TimeSpan From(DateTimeOffset moment) => moment - Kit.Clocks.Now.ToDateTimeOffset();
}
