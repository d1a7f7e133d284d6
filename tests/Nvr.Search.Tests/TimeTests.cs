using Nvr.Core.Time;

namespace Nvr.Search.Tests;

/// <summary>Times in words, on Sunday, 29 November 2026, 14:30 in Berlin unless told otherwise.</summary>
public sealed class TimeTests
{
    [Theory]
    [InlineData("today", "261129T0000-261130T0000")]
    [InlineData("heute", "261129T0000-261130T0000")]
    [InlineData("vorgestern", "261127T0000-261128T0000")]
    [InlineData("the day before yesterday", "261127T0000-261128T0000")]
    [InlineData("this week", "261123T0000-261130T0000")]
    [InlineData("letzten Monat", "261001T0000-261101T0000")]
    [InlineData("last weekend", "261121T0000-261123T0000")]
    [InlineData("weekend", "261128T0000-261130T0000")]
    [InlineData("Sunday", "261129T0000-261130T0000")]
    [InlineData("last Sunday", "261122T0000-261123T0000")]
    [InlineData("am Montag", "261123T0000-261124T0000")]
    [InlineData("Montag", "261123T0000-261124T0000")]
    [InlineData("3 days ago", "261126T0000-261127T0000")]
    [InlineData("vor 3 Tagen", "261126T0000-261127T0000")]
    [InlineData("vor 2 Wochen", "261109T0000-261116T0000")]
    [InlineData("12 March", "260312T0000-260313T0000")]
    [InlineData("March 12th, 2025", "250312T0000-250313T0000")]
    [InlineData("12th of March", "260312T0000-260313T0000")]
    [InlineData("12. März", "260312T0000-260313T0000")]
    [InlineData("12. Maerz 2024", "240312T0000-240313T0000")]
    [InlineData("24 December", "251224T0000-251225T0000")]
    [InlineData("12.3.", "260312T0000-260313T0000")]
    [InlineData("12.03.2025", "250312T0000-250313T0000")]
    [InlineData("12.03.25", "250312T0000-250313T0000")]
    [InlineData("2026-03-12", "260312T0000-260313T0000")]
    [InlineData("29 February", "240229T0000-240301T0000")]
    [InlineData("12-14 March", "260312T0000-260315T0000")]
    [InlineData("12.3. bis 14.3.", "260312T0000-260315T0000")]
    [InlineData("from 12 March to 14 March", "260312T0000-260315T0000")]
    [InlineData("between Monday and Wednesday", "261123T0000-261126T0000")]
    [InlineData("Friday to Monday", "261120T0000-261124T0000")]
    [InlineData("in March", "260301T0000-260401T0000")]
    [InlineData("im Oktober 2025", "251001T0000-251101T0000")]
    [InlineData("yesterday 18-20", "261128T1800-261128T2000")]
    [InlineData("yesterday 18:15 – 19:45", "261128T1815-261128T1945")]
    [InlineData("gestern von 18 bis 20 Uhr", "261128T1800-261128T2000")]
    [InlineData("yesterday 6-8pm", "261128T1800-261128T2000")]
    [InlineData("yesterday 10am-2pm", "261128T1000-261128T1400")]
    [InlineData("yesterday 22-6", "261128T2200-261129T0600")]
    [InlineData("yesterday after 18:00", "261128T1800-261129T0000")]
    [InlineData("gestern nach 18 Uhr", "261128T1800-261129T0000")]
    [InlineData("yesterday before 8am", "261128T0000-261128T0800")]
    [InlineData("yesterday at 18:30", "261128T1825-261128T1835")]
    [InlineData("gestern um 18 Uhr", "261128T1800-261128T1900")]
    [InlineData("yesterday noon", "261128T1100-261128T1400")]
    [InlineData("yesterday evening", "261128T1800-261128T2200")]
    [InlineData("gestern Nacht", "261128T2200-261129T0600")]
    [InlineData("12-13", "261129T1200-261129T1300")]
    [InlineData("18-20", "261128T1800-261128T2000")]
    [InlineData("past 2 hours", "261129T1230-261129T1430")]
    [InlineData("in den letzten 30 Minuten", "261129T1400-261129T1430")]
    [InlineData("last hour", "261129T1330-261129T1430")]
    [InlineData("2 hours ago", "261129T1200-261129T1300")]
    [InlineData("vor 2 Stunden", "261129T1200-261129T1300")]
    [InlineData("tonight", "261129T1800-261130T0600")]
    [InlineData("since yesterday", "261128T0000-261201T0000")]
    [InlineData("seit gestern 18 Uhr", "261128T1800-261201T0000")]
    [InlineData("since 12:00", "261129T1200-261201T0000")]
    [InlineData("before 12 March", "ever-260312T0000")]
    [InlineData("until Monday", "ever-261124T0000")]
    [InlineData("since Monday until Wednesday", "261123T0000-261126T0000")]
    [InlineData("yesterday and Monday", "261123T0000-261124T0000+261128T0000-261129T0000")]
    [InlineData("Saturday and Sunday morning", "261128T0600-261128T1200+261129T0600-261129T1200")]
    public void Words_MeanRanges(string text, string ranges) => Assert.Equal("time=" + ranges, Asked.Line(text));

    [Fact]
    public void ATimeOfDay_OnSeveralDays_IsARangeOnEach()
    {
        IReadOnlyList<UtcRange> ranges = Asked.Read("last week 18-20").Wish.Ranges;
        Assert.Equal(7, ranges.Count);
        Assert.All(ranges, r => Assert.Equal(2 * 3_600_000_000L, r.DurationUs));
        Assert.Equal(Asked.Time("2026-11-16T17:00:00Z"), ranges[0].Start);
    }

    [Fact]
    public void WhatContradictsItself_FindsNothing()
    {
        UtcRange only = Assert.Single(Asked.Read("since yesterday until Monday").Wish.Ranges);
        Assert.Equal(1, only.DurationUs);
    }

    [Theory]
    // Clocks go forward on 29 March 2026 at 2, and back on 25 October at 3.
    [InlineData("today", "2026-03-29T10:00:00Z", "2026-03-28T23:00:00Z", "2026-03-29T22:00:00Z")]
    [InlineData("today", "2026-10-25T10:00:00Z", "2026-10-24T22:00:00Z", "2026-10-25T23:00:00Z")]
    [InlineData("today 2:30-4", "2026-03-29T10:00:00Z", "2026-03-29T01:00:00Z", "2026-03-29T02:00:00Z")]
    [InlineData("today 2:30-2:45", "2026-10-25T10:00:00Z", "2026-10-25T00:30:00Z", "2026-10-25T01:45:00Z")]
    [InlineData("last night", "2026-10-25T10:00:00Z", "2026-10-24T18:00:00Z", "2026-10-25T05:00:00Z")]
    [InlineData("past 2 hours", "2026-10-25T01:30:00Z", "2026-10-24T23:30:00Z", "2026-10-25T01:30:00Z")]
    public void DaysOnWhichTheClocksChange_AreWhole(string text, string now, string from, string to)
    {
        UtcRange range = Assert.Single(Asked.Read(text, now: now).Wish.Ranges);
        Assert.Equal((Asked.Time(from), Asked.Time(to)), (range.Start, range.End));
    }

    [Fact]
    public void AYearOfNights_IsNotMoreThanASearchTakes()
    {
        IReadOnlyList<UtcRange> ranges = Asked.Read("since 1.1.2020 at night").Wish.Ranges;
        Assert.InRange(ranges.Count, 300, SearchWish.MaxRanges);
    }
}
