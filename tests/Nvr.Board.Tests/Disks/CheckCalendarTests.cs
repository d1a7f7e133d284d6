using Nvr.Board.Disks;

namespace Nvr.Board.Tests.Disks;

public sealed class CheckCalendarTests
{
    private static readonly DateTimeOffset s_now = new(2026, 11, 28, 20, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(29, false)]
    [InlineData(30, true)]
    [InlineData(400, true)]
    public void IsDue_AfterAMonth(int daysAgo, bool due) => Assert.Equal(due, CheckCalendar.IsDue(s_now.AddDays(-daysAgo), s_now));

    [Fact]
    public void Sane_AMomentInTheFuture_IsCountedFromNow()
    {
        Assert.Equal(s_now, CheckCalendar.Sane(s_now.AddYears(10), s_now));
        Assert.Equal(s_now.AddDays(-3), CheckCalendar.Sane(s_now.AddDays(-3), s_now));
    }
}
