using Nvr.Board.Sticks;

namespace Nvr.Board.Tests.Sticks;

public sealed class StickTextTests
{
    [Theory]
    [InlineData("FOOTAGE", "FOOTAGE")]
    [InlineData("  two\t\n  words ", "two words")]
    [InlineData("Prüfung 録画", "Prüfung 録画")]
    [InlineData("\u001b[31mred\u0007", "[31mred")]
    [InlineData("a\u0000b\u0085c", "a b c")]
    [InlineData("gpj\u202eexe\u2066x\u2069\u200b\ufeff", "gpjexex")]
    [InlineData("line\u2028next\u2029", "line next")]
    [InlineData("\u3164\u2800\u115f", "")]
    [InlineData("half \ud83d here", "half here")]
    [InlineData("key \ud83d\udd11", "key \ud83d\udd11")]
    [InlineData("\ue000private\uffff", "private")]
    [InlineData("../../etc/passwd", "../../etc/passwd")]
    [InlineData("<img src=x onerror=alert(1)>", "<img src=x onerror=alert(1)>")]
    [InlineData("a\u0301\u0302\u0303\u0304\u0305b", "a\u0301\u0302b")]
    [InlineData("\u0301x", "x")]
    [InlineData("", "")]
    public void Of_KeepsWhatIsSeen_AndNothingElse(string found, string shown) => Assert.Equal(shown, StickText.Of(found));

    [Fact]
    public void Of_AnEndlessLabel_Ends() => Assert.Equal(new string('x', StickText.Longest) + "…", StickText.Of(new string('x', 10_000)));

    [Fact]
    public void Of_WordsBeyondTheFullLength_EndWithoutASpace() => Assert.Equal(new string('x', StickText.Longest - 1) + "…", StickText.Of(new string('x', StickText.Longest - 1) + " yy"));

    [Fact]
    public void Of_ALabelOfTheFullLength_IsWhole() => Assert.Equal(new string('x', StickText.Longest), StickText.Of(new string('x', StickText.Longest) + "\u202e "));

    [Fact]
    public void Of_EveryCharacterByItself_IsOneLineWithoutWhatIsNotSeen()
    {
        for (int value = 0; value <= char.MaxValue; value++)
        {
            string shown = StickText.Of($"a{(char)value}b");

            Assert.DoesNotContain(shown, c => char.IsControl(c) || char.GetUnicodeCategory(c) is System.Globalization.UnicodeCategory.Format or System.Globalization.UnicodeCategory.LineSeparator);
            Assert.StartsWith("a", shown, StringComparison.Ordinal);
        }
    }
}
