namespace Nvr.Search.Tests;

public sealed class CompletionTests
{
    [Theory]
    [InlineData("person loa", "person Loading dock")]
    [InlineData("person loading d", "person Loading dock")]
    [InlineData("person loading ", "person Loading dock")]
    [InlineData("person at dri", "person at Driveway")]
    [InlineData("red ve", "red vehicle")]
    [InlineData("person yes", "person yesterday")]
    [InlineData("person last w", "person last week")]
    public void TheWordAtTheCursor_IsCompleted(string typed, string whole)
    {
        IEnumerable<string> offered = Completer.Complete(typed, typed.Length, Asked.Scope()).Select(c => typed[..c.Start] + c.Text + typed[c.End..]);
        Assert.Contains(whole, offered);
    }

    [Fact]
    public void German_IsOfferedInGerman()
    {
        Assert.Contains(Completer.Complete("ges", 3, Asked.Scope(SearchLanguage.German)), c => c.Text == "gestern");
        Assert.Contains(Completer.Complete("hof su", 6, Asked.Scope(SearchLanguage.German)), c => c.Text == "Hof Süd");
        Assert.DoesNotContain(Completer.Complete("ges", 3, Asked.Scope()), c => c.Text == "gestern");
    }

    [Fact]
    public void InTheMiddle_OnlyWhatIsBeforeTheCursorCounts()
    {
        Completion first = Completer.Complete("ga yesterday", 2, Asked.Scope())[0];
        Assert.Equal((0, 2, "Gate"), (first.Start, first.End, first.Text));
    }

    [Fact]
    public void NothingTyped_ShowsWhatCanBeAsked() => Assert.Contains(Completer.Complete("", 0, Asked.Scope()), c => c.As == UnderstoodAs.Camera);

    [Fact]
    public void NamesOutsideTheScope_AreNotOffered()
    {
        SearchScope none = Asked.Scope() with { Places = [] };
        Assert.DoesNotContain(Completer.Complete("loa", 3, none), c => c.As is UnderstoodAs.Camera or UnderstoodAs.Zone);
    }
}
