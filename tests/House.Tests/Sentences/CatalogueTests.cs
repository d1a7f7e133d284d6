using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Xunit;

namespace House.Tests.Sentences;

/// <summary>The page's German for the recorder's own sentences is whole: it has all that the sources say, and nothing that they no longer say.</summary>
public sealed partial class CatalogueTests
{
    [Fact]
    public void Sentences_OfTheSources_AllHaveGerman()
    {
        HashSet<string> known = [.. Catalogue.Entries.Select(e => e.Key)];

        Saying[] missing = [.. Sayings.OfProduct.Needed.Where(s => !known.Contains(s.Template))];

        Assert.True(missing.Length == 0, $"{missing.Length} have no German in recorder.de.json:\n{string.Join('\n', missing.Order(Comparer<Saying>.Create((a, b) => string.CompareOrdinal(a.ToString(), b.ToString()))))}");
    }

    [Fact]
    public void Deeds_OfTheDescription_AllHaveGerman()
    {
        string[] missing = [.. Catalogue.Deeds.Except(Catalogue.Entries.Select(e => e.Key))];

        Assert.True(missing.Length == 0, $"The summaries of these requests have no German in recorder.de.json:\n{string.Join('\n', missing)}");
    }

    [Fact]
    public void Catalogue_Holds_NothingThatNoSourceSays()
    {
        string[] left = [.. Catalogue.Entries.Select(e => e.Key).Where(e => !Sayings.OfProduct.Written.Contains(e)).Except(Catalogue.Deeds)];

        Assert.True(left.Length == 0, $"No source says this any longer, so that recorder.de.json needs no German for it:\n{string.Join('\n', left)}");
    }

    [Fact]
    public void Catalogue_IsSorted_EachOnce()
    {
        string[] keys = [.. Catalogue.Entries.Select(e => e.Key)];

        Assert.Equal(keys.Distinct().Order(StringComparer.Ordinal), keys);
    }

    [Fact]
    public void German_HasEachGap_OfItsEnglish()
    {
        Assert.Empty(Catalogue.Entries.Where(e => !Gaps(e.Key).SetEquals(Gaps(e.Value))).Select(e => e.Key));
    }

    /// <summary>The collector of sentences must itself find what it is there for, in each of the ways in which sentences are put together.</summary>
    [Theory]
    [InlineData("The camera did not answer.")] // An arm of a switch.
    [InlineData("User name or password is wrong.")] // An argument.
    [InlineData("The name {0} is taken. Choose another one.")] // Filled in.
    [InlineData("its port")] // Words that a method fills in.
    [InlineData("Lines {0} of the list cannot be read: {1}.", false)]
    [InlineData("a quotation mark is opened and never closed")] // Words that callers fill in.
    [InlineData("It leaves out {0} gap in the recording.")] // An alternative within a sentence.
    [InlineData("Recording.")] // One word.
    [InlineData("{0}: {1}")] // A frame around others, in an entry of the health.
    [InlineData("something else ({0})")] // Words of a tuple that a method returns.
    [InlineData("name of the volume")] // Words that a primary constructor or a caller hands over.
    [InlineData("the name of the recorder and its time zone")] // Words that are shown by themselves.
    [InlineData("Neither a list of cameras nor a configuration of Frigate or MediaMTX is in this file. A list has a first line such as: name,url,user,password")] // A message that ends like none.
    [InlineData("It can be written to.", false)] // The terminal.
    [InlineData("A deed could not be written down: {0}", false)] // The log.
    [InlineData("{0} must not be null", false)]
    public void Collector_Finds_WhatIsSaid(string template, bool isThere = true)
    {
        Assert.Equal(isThere, Sayings.OfProduct.Needed.Any(s => s.Template == template));
    }

    [Fact]
    public void Rules_OfWhatIsShown_AllSpeakOfSourcesThatAreThere()
    {
        string[] places = [.. Sources.OfProduct.Files.SelectMany(f => f.Root.DescendantNodes().OfType<MemberDeclarationSyntax>().SelectMany(m => Sources.NamesOf(m).DefaultIfEmpty("")).Select(n => $"{f.Path}/{n}"))];

        Assert.All(Unsaid.Elsewhere.Concat(Shown.Words), r => Assert.Contains(places, p => p.StartsWith(r, StringComparison.Ordinal)));
    }

    private static HashSet<string> Gaps(string text) => [.. Gap().Matches(text).Select(m => m.Groups[1].Value)];

    [GeneratedRegex(@"\{(\d+)(?::\w+)?\}")]
    private static partial Regex Gap();
}
