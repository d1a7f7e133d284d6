using System.Text;

namespace Nvr.Search.Tests;

/// <summary>Whatever is typed: an answer, in which every letter is told as understood or not, and work that grows with the text alone.</summary>
public sealed class HostileTests
{
    private static readonly string[] pieces =
    [
        "person", "red", "gate", "loading", "dock", "yesterday", "last", "week", "18", "-", "20", ":", "30", "between", "and", "12", ".", "3", "March", "since", "not", "longer than",
        "%", "9999", "99999999999", "2026-02-31", "31.2.", "0", "24:59", "pm", "vor", "Tagen", "29 February", "until", "bis", "Ende", "\ud800", "\u0301", "\u202e", "İ", "ß", "ﬁ", "'", "\"", "<",
        ">", "&", ";", "\0", "\t", "𝕊", "中", "ago", "100000 weeks", "past 100000 weeks", "vor 4000 Wochen", "2100-12-31", "in", "im", "May",
    ];

    [Fact]
    public void AnyWords_GiveAnAnswer_ThatLeavesNothingOut()
    {
        Random random = new(1);
        for (int i = 0; i < 20_000; i++)
        {
            StringBuilder text = new();
            for (int n = random.Next(12); n >= 0; n--)
            {
                text.Append(pieces[random.Next(pieces.Length)]).Append(random.Next(3) == 0 ? "" : " ");
            }
            AssertWhole(text.ToString());
        }
    }

    [Fact]
    public void AnyLetters_GiveAnAnswer()
    {
        Random random = new(2);
        for (int i = 0; i < 5_000; i++)
        {
            AssertWhole(new string([.. Enumerable.Range(0, random.Next(60)).Select(_ => (char)random.Next(random.Next(2) == 0 ? 128 : 65_536))]));
        }
    }

    [Theory]
    [InlineData("last ")]
    [InlineData("1-")]
    [InlineData("not ")]
    [InlineData("a")]
    [InlineData("loading ")]
    [InlineData("bis 12.3.")]
    [InlineData("\u0301")]
    public void LongText_IsReadUpToABound_AndTheRestIsTold(string piece)
    {
        string text = string.Concat(Enumerable.Repeat(piece, 100_000 / piece.Length));
        SearchReading reading = Asked.Read(text);
        Assert.Equal((QueryReader.MaxCharacters, text.Length), (reading.NotUnderstood[^1].Start, reading.NotUnderstood[^1].End));
        Assert.True(reading.Understood.Count + reading.NotUnderstood.Count <= QueryReader.MaxCharacters + 1);
        Assert.True(Completer.Complete(text, text.Length, Asked.Scope()).Count <= 8);
    }

    [Fact]
    public void AtTheEndsOfTime_WordsAboutTimeStillMeanSomething()
    {
        foreach (string now in new[] { "1970-01-01T00:00:00Z", "2099-12-31T23:59:59Z" })
        {
            foreach (string text in pieces)
            {
                Assert.All(Asked.Read(text + " 18-20", now: now).Wish.Ranges, r => Assert.True(r.Start < r.End));
            }
        }
    }

    private static void AssertWhole(string text)
    {
        SearchReading reading = Asked.Read(text, (SearchLanguage)(text.Length % 2));
        int end = 0;
        foreach ((int start, int to) in reading.Understood.Select(u => (u.Start, u.End)).Concat(reading.NotUnderstood.Select(n => (n.Start, n.End))).Order())
        {
            Assert.True(start >= end && to > start && to <= text.Length, text);
            Assert.DoesNotContain(text[end..start], char.IsLetterOrDigit);
            end = to;
        }
        Assert.DoesNotContain(text[end..], char.IsLetterOrDigit);
        Assert.True(reading.Wish.Ranges.Count <= SearchWish.MaxRanges);
        Assert.All(reading.Wish.Ranges.Zip(reading.Wish.Ranges.Skip(1)), p => Assert.True(p.First.End < p.Second.Start));
        Completer.Complete(text, text.Length / 2, Asked.Scope());
    }
}
